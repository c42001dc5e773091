using System.Globalization;
using System.Text.Json;
using Pinnokio.Api.Tests.Hr;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Events;

[Collection(HrApp.Collection)]
public sealed class PublishTests(HrApp hr)
{
    private const string ContentKey = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private readonly PinnokioApp _app = hr.App;
    private readonly string _user = $"user-{Guid.NewGuid():N}";

    [Fact]
    public async Task AppendsTheEvent_WithTheFieldsThatSubscribersRead()
    {
        var id = await PublishAsync("notif.job_updated", new { name = "Zoé", n = 1.50m });
        var stored = await OnlyEventAsync();
        stored.EnumerateObject().Select(field => field.Name).ShouldBe(["id", "channel", "type", "uid", "timestamp", "payload"]);
        stored.GetProperty("id").GetString().ShouldBe(id);
        stored.GetProperty("channel").GetString().ShouldBe($"user:{_user}");
        stored.GetProperty("uid").GetString().ShouldBe(_user);
        stored.GetProperty("payload").GetRawText().ShouldBe("""{"name":"Zo\u00E9","n":1.50}""");
        var time = stored.GetProperty("timestamp").GetString()!;
        DateTimeOffset.ParseExact(time, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture).Year.ShouldBeGreaterThan(2024);
    }

    [Fact]
    public async Task PutsTheJobIdBesideTheUser_WhenItIsOfAWorkflow()
    {
        await PublishAsync("workflow.step_update", new { job_id = "j-1", step = 2 });
        var stored = await OnlyEventAsync();
        stored.GetProperty("job_id").GetString().ShouldBe("j-1");
        stored.GetProperty("payload").GetRawText().ShouldBe("""{"job_id":"j-1","step":2}""");
    }

    [Fact]
    public async Task IsFlat_WhenAnHrJobIsCompleted()
    {
        var payload = new
        {
            job_id = "j-1",
            job_type = "pdf_generate",
            status = "completed",
            data = new { pdf_url = "x" },
        };
        await PublishAsync("hr_job_completed", payload);
        var names = (await OnlyEventAsync()).EnumerateObject().Select(field => field.Name);
        names.ShouldBe(["id", "channel", "type", "uid", "timestamp", "job_id", "job_type", "status", "data"]);
        (await SendAsync(Kwargs("hr_job_completed", new { uid = "other" }))).ShouldBeRefused("INVALID_ARGS", "payload");
    }

    [Theory]
    [InlineData("msg:{0}")]
    [InlineData("chat:{0}:space:thread")]
    public async Task TakesAllChannelsOfAUser(string channel)
    {
        channel = string.Format(CultureInfo.InvariantCulture, channel, _user);
        (await SendAsync(Kwargs("msg.new", new { }, channel))).Ok.ShouldBeTrue();
        (await OnlyEventAsync()).GetProperty("channel").GetString().ShouldBe(channel);
    }

    [Fact]
    public async Task PublishesOnce_WhenTheEventIdIsRepeated()
    {
        var kwargs = Kwargs("notif.sync", new { }, eventId: "e-1");
        var first = (await SendAsync(kwargs)).Data;
        var again = (await SendAsync(kwargs, key: "another")).Data;
        first.GetProperty("duplicate").GetBoolean().ShouldBeFalse();
        again.GetProperty("duplicate").GetBoolean().ShouldBeTrue();
        again.GetProperty("id").GetString().ShouldBe(first.GetProperty("id").GetString());
        await OnlyEventAsync();
    }

    [Fact]
    public async Task PublishesOnce_WhenTheKeyOfACallIsRepeated()
    {
        var kwargs = Kwargs("notif.sync", new { });
        (await SendAsync(kwargs, "key-1")).Data.GetProperty("duplicate").GetBoolean().ShouldBeFalse();
        (await SendAsync(kwargs, "key-1")).Data.GetProperty("duplicate").GetBoolean().ShouldBeTrue();
        await OnlyEventAsync();
        (await SendAsync(kwargs, "key-2")).Data.GetProperty("duplicate").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task PublishesAgain_WhenTheKeyNamesTheContent()
    {
        var kwargs = Kwargs("notif.sync", new { });
        (await SendAsync(kwargs, ContentKey)).Data.GetProperty("duplicate").GetBoolean().ShouldBeFalse();
        (await SendAsync(kwargs, ContentKey)).Data.GetProperty("duplicate").GetBoolean().ShouldBeFalse();
    }

    [Theory]
    [InlineData("channel", "other:anna")]
    [InlineData("channel", "user:")]
    [InlineData("channel", "user:a:b")]
    [InlineData("channel", "user:a{b}")]
    [InlineData("channel", "chat:anna:space")]
    [InlineData("channel", "chat:anna:sp ace:thread")]
    [InlineData("channel", "events:anna")]
    [InlineData("type", "Notif")]
    [InlineData("type", "")]
    [InlineData("event_id", "a:b")]
    [InlineData("event_id", "")]
    public async Task RefusesWhatIsOfTheWrongForm(string field, string value)
    {
        var kwargs = Kwargs("notif.sync", new { }, eventId: "e-1");
        kwargs[field] = value;
        (await SendAsync(kwargs)).ShouldBeRefused("INVALID_ARGS", field);
    }

    [Fact]
    public async Task RefusesAPayloadAbove64KiB()
    {
        (await SendAsync(Kwargs("notif.sync", new { x = new string('x', 65_500) }))).Ok.ShouldBeTrue();
        (await SendAsync(Kwargs("notif.sync", new { x = new string('x', 65_536) }))).ShouldBeRefused("INVALID_ARGS", "payload");
    }

    [Fact]
    public async Task SaysThatNothingWasDone_WhileRedisIsAway()
    {
        await using var redis = await TestRedis.StartPrivateAsync();
        await using var app = await PinnokioApp.StartAsync(redisPort: redis.Port);
        await Eventually.HoldsAsync(async () => (await app.RpcAsync("EVENTS.publish", Kwargs("notif.sync", new { }))).Ok);
        await redis.KillAsync();
        await Eventually.PassesAsync(async () =>
        {
            var reply = await app.RpcAsync("EVENTS.publish", Kwargs("notif.sync", new { }));
            (reply.Code, reply.Outcome).ShouldBe(("UNAVAILABLE", "not_applied"));
        });
    }

    private async Task<string> PublishAsync(string type, object payload) =>
        (await SendAsync(Kwargs(type, payload))).Data.GetProperty("id").GetString()!;

    private Task<RpcReply> SendAsync(Dictionary<string, object?> kwargs, string? key = null) =>
        _app.RpcAsync("EVENTS.publish", kwargs, idempotencyKey: key);

    private Dictionary<string, object?> Kwargs(string type, object payload, string? channel = null, string? eventId = null) =>
        new()
        {
            ["channel"] = channel ?? $"user:{_user}",
            ["type"] = type,
            ["payload"] = payload,
            ["event_id"] = eventId,
        };

    private async Task<JsonElement> OnlyEventAsync() =>
        (await _app.RpcAsync("EVENTS.read", new { user_id = _user })).Data.GetProperty("events").EnumerateArray().ShouldHaveSingleItem();
}

[Collection(MembersHrApp.Collection)]
public sealed class PublishOwnershipTests(MembersHrApp hr)
{
    [Fact]
    public async Task IsForbidden_OnTheChannelOfAnotherUser()
    {
        var call = new
        {
            channel = "msg:anna",
            type = "msg.new",
            payload = new { },
        };
        (await hr.App.RpcAsync("EVENTS.publish", call, userId: "ben")).ShouldBeRefused("FORBIDDEN");
        (await hr.App.RpcAsync("EVENTS.publish", call, userId: "anna")).Ok.ShouldBeTrue();
        (await hr.App.RpcAsync("EVENTS.publish", call)).Ok.ShouldBeTrue();
    }
}
