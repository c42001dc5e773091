using System.Text.Json;
using Pinnokio.Api.Tests.Hr;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Events;

[Collection(HrApp.Collection)]
public sealed class ReadTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;
    private readonly string _user = $"user-{Guid.NewGuid():N}";

    [Fact]
    public async Task IsEmpty_WhenNothingWasPublished()
    {
        var page = await ReadAsync();
        page.GetProperty("events").GetArrayLength().ShouldBe(0);
        page.TryGetProperty("gap", out _).ShouldBeFalse();
        page.GetProperty("next").GetString().ShouldBe(page.GetProperty("tail").GetString());
    }

    [Fact]
    public async Task ReadsOnFromNext_UntilTheTail()
    {
        for (var number = 1; number <= 5; number++)
            await PublishAsync(number);
        var seen = new List<int>();
        string? next = null;
        JsonElement page;
        do
        {
            page = await ReadAsync(next, 2);
            page.GetProperty("events").GetArrayLength().ShouldBeLessThanOrEqualTo(2);
            seen.AddRange(page.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("payload").GetProperty("n").GetInt32()));
            next = page.GetProperty("next").GetString();
        } while (next != page.GetProperty("tail").GetString());
        seen.ShouldBe([1, 2, 3, 4, 5]);

        await PublishAsync(6);
        var rest = (await ReadAsync(next)).GetProperty("events").EnumerateArray().ShouldHaveSingleItem();
        rest.GetProperty("payload").GetProperty("n").GetInt32().ShouldBe(6);
    }

    [Fact]
    public async Task TellsWhyNothingCanBeGiven_AndFromWhereToGoOn()
    {
        await PublishAsync(1);
        var page = await ReadAsync("1-1");
        page.GetProperty("gap").GetString().ShouldBe("stream_lost");
        page.GetProperty("events").GetArrayLength().ShouldBe(0);
        await PublishAsync(2);
        (await ReadAsync(page.GetProperty("next").GetString())).GetProperty("events").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("after", "garbage")]
    [InlineData("after", "")]
    [InlineData("user_id", "a:b")]
    [InlineData("limit", 0)]
    [InlineData("limit", 1001)]
    public async Task RefusesWhatIsOfTheWrongForm(string field, object value)
    {
        var kwargs = new Dictionary<string, object> { ["user_id"] = _user, [field] = value };
        (await _app.RpcAsync("EVENTS.read", kwargs)).ShouldBeRefused("INVALID_ARGS", field);
    }

    private async Task<JsonElement> ReadAsync(string? after = null, int limit = 100) =>
        (
            await _app.RpcAsync(
                "EVENTS.read",
                new
                {
                    user_id = _user,
                    after,
                    limit,
                }
            )
        ).Data;

    private async Task PublishAsync(int number) =>
        (await _app.RpcAsync("EVENTS.publish", args: [$"user:{_user}", "notif.sync", new { n = number }])).Ok.ShouldBeTrue();
}

[Collection(MembersHrApp.Collection)]
public sealed class ReadOwnershipTests(MembersHrApp hr)
{
    [Fact]
    public async Task IsForbidden_ForAnotherUser()
    {
        (await hr.App.RpcAsync("EVENTS.read", new { user_id = "anna" }, userId: "ben")).ShouldBeRefused("FORBIDDEN");
        (await hr.App.RpcAsync("EVENTS.read", new { user_id = "anna" }, userId: "anna")).Ok.ShouldBeTrue();
        (await hr.App.RpcAsync("EVENTS.read", new { user_id = "anna" })).Ok.ShouldBeTrue();
    }
}
