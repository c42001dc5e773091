using Pinnokio.Application.Events.Contracts;

namespace Pinnokio.Api.Tests.Hub;

/// <summary>What a client of the hub sees, from hello to live events.</summary>
public sealed class ConnectionTests(HubApp hub) : IClassFixture<HubApp>
{
    private readonly string _user = hub.NewUser();

    [Fact]
    public async Task GreetsThenDeliversWhatIsPublished()
    {
        await using var client = await hub.ConnectAsync(_user, "&session_id=tab-1");
        var hello = await client.NextAsync("hello");
        await client.NextAsync("ready");
        var position = await hub.PublishAsync(_user, 1);

        var frame = await client.NextAsync();
        hello.GetProperty("uid").GetString().ShouldBe(_user);
        hello.GetProperty("session_id").GetString().ShouldBe("tab-1");
        frame
            .GetRawText()
            .ShouldBe(
                $$$"""{"id":"{{{position}}}","channel":"user:{{{_user}}}","type":"notif.sync","uid":"{{{_user}}}","timestamp":"2026-01-01T00:00:00.000Z","payload":{"n":1}}"""
            );
    }

    [Fact]
    public async Task ResumesFromThePositionOfHello()
    {
        string position;
        await using (var first = await hub.ConnectAsync(_user))
        {
            position = (await first.NextAsync("hello")).GetProperty("position").GetString()!;
        }

        await hub.PublishAsync(_user, 1, 3);
        await using var client = await hub.ConnectAsync(_user, $"&last={position}");
        await client.NextAsync("hello");
        var resume = await client.NextAsync("resume");

        resume.GetProperty("recovered").GetBoolean().ShouldBeTrue();
        resume.GetProperty("n").GetInt32().ShouldBe(3);
        (await client.NumbersAsync(3)).ShouldBe([1, 2, 3]);
        await client.NextAsync("ready");
        await hub.PublishAsync(_user, 4);
        (await client.NumbersAsync(1)).ShouldBe([4]);
    }

    [Fact]
    public async Task RepeatsNothing_WhenResumedAtOnceAgain()
    {
        await using var first = await hub.ReadyAsync(_user);
        await hub.PublishAsync(_user, 1, 2);
        await first.NumbersAsync(2);
        await using var client = await hub.ConnectAsync(_user, $"&last={first.Last}");
        await client.NextAsync("hello");

        var resume = await client.NextAsync("resume");
        resume.GetProperty("recovered").GetBoolean().ShouldBeTrue();
        resume.GetProperty("n").GetInt32().ShouldBe(0);
        await client.NextAsync("ready");
    }

    [Theory]
    [InlineData("garbage", "unknown_position")]
    [InlineData("1-1", "stream_lost")]
    public async Task GoesOnLive_WhenLastIsNoPositionOfTheStream(string last, string reason)
    {
        await hub.PublishAsync(_user, 1, 2);
        await using var client = await hub.ConnectAsync(_user, $"&last={last}");
        await client.NextAsync("hello");
        var resume = await client.NextAsync("resume");

        resume.GetProperty("recovered").GetBoolean().ShouldBeFalse();
        resume.GetProperty("reason").GetString().ShouldBe(reason);
        await client.NextAsync("ready");
        await hub.PublishAsync(_user, 3);
        (await client.NumbersAsync(1)).ShouldBe([3]);
    }

    [Fact]
    public async Task TellsNothingOfAnother_WhenLastIsAnothersPosition()
    {
        var other = hub.NewUser();
        var theirs = await hub.PublishAsync(other, 1);
        await hub.PublishAsync(other, 2);
        await hub.PublishAsync(_user, 1, 2);
        await using var client = await hub.ConnectAsync(_user, $"&last={theirs}");
        await client.NextAsync("hello");

        (await client.NextAsync("resume")).GetProperty("recovered").GetBoolean().ShouldBeFalse();
        await client.NextAsync("ready");
    }

    [Fact]
    public async Task SendsNothingPartial_WhenTheStreamWasTrimmed()
    {
        var first = await hub.PublishAsync(_user, 0);
        await hub.PublishAsync(_user, 1, IEventBus.Kept + 100);
        await using var client = await hub.ConnectAsync(_user, $"&last={first}");
        await client.NextAsync("hello");
        var resume = await client.NextAsync("resume");

        resume.GetProperty("recovered").GetBoolean().ShouldBeFalse();
        resume.GetProperty("reason").GetString().ShouldBe("trimmed");
        resume.GetProperty("position").GetString().ShouldNotBeNull();
        await client.NextAsync("ready");
    }

    [Fact]
    public async Task DeliversChatToThoseWhoAttachedIt()
    {
        var channel = EventChannels.Chat(_user, "space", "thread");
        await using var attached = await hub.ReadyAsync(_user, "&space_code=space&thread_key=thread");
        await using var later = await hub.ReadyAsync(_user);
        await hub.PublishAsync(_user, 1, channel: channel);
        (await attached.NumbersAsync(1)).ShouldBe([1]);

        await later.SendAsync("""{"t":"subscribe","space_code":"space","thread_key":"thread"}""");
        (await later.NextAsync("subscribed")).GetProperty("channel").GetString().ShouldBe(channel);
        await hub.PublishAsync(_user, 2, channel: channel);
        (await later.NumbersAsync(1)).ShouldBe([2]);

        await later.SendAsync("""{"type":"unsubscribe","payload":{"space_code":"space","thread_key":"thread"}}""");
        await later.NextAsync("unsubscribed");
        await hub.PublishAsync(_user, 3, channel: channel);
        await hub.PublishAsync(_user, 4, channel: EventChannels.Messages(_user));
        (await later.NumbersAsync(1)).ShouldBe([4]);
        (await attached.NumbersAsync(3)).ShouldBe([2, 3, 4]);
    }

    [Fact]
    public async Task DeliversOthersEventsToNobodyElse()
    {
        await using var client = await hub.ReadyAsync(_user);
        await hub.PublishAsync(hub.NewUser(), 1);
        await hub.PublishAsync(_user, 2);

        (await client.NumbersAsync(1)).ShouldBe([2]);
    }

    [Theory]
    [InlineData("not json", "PARSE_ERROR")]
    [InlineData("[1]", "PARSE_ERROR")]
    [InlineData("""{"type":"dance","payload":{}}""", "UNKNOWN_TYPE")]
    [InlineData("""{"t":"subscribe","space_code":"a:b","thread_key":"c"}""", "INVALID_ARGS")]
    public async Task AnswersAFrameThatItCannotUse(string text, string code)
    {
        await using var client = await hub.ReadyAsync(_user);
        await client.SendAsync(text);

        var answer = await client.NextAsync();
        answer.GetProperty("type").GetString().ShouldBe("error");
        answer.GetProperty("payload").GetProperty("code").GetString().ShouldBe(code);
    }

    [Theory]
    [InlineData("""{"t":"ping"}""", """{"t":"pong"}""")]
    [InlineData("""{"type":"ping","payload":{}}""", """{"type":"pong","payload":{}}""")]
    public async Task AnswersAClientsPing(string ping, string pong)
    {
        await using var client = await hub.ReadyAsync(_user);
        await client.SendAsync(ping);

        (await client.NextAsync()).GetRawText().ShouldBe(pong);
    }

    [Fact]
    public async Task DeliversAnEventLargerThanTheQueue()
    {
        await using var client = await hub.ReadyAsync(_user);
        var text = new string('x', 1_500_000);
        var json = System.Text.Encoding.UTF8.GetBytes($$$"""{"type":"notif.sync","payload":{"n":1,"text":"{{{text}}}"}}""");
        await hub.Bus.PublishAsync(new NewEvent(_user, $"user:{_user}", json), CancellationToken.None);

        (await client.NextAsync()).GetProperty("payload").GetProperty("text").GetString().ShouldBe(text);
    }
}
