using System.Text.Json;
using Pinnokio.Application.Events.Contracts;
using Pinnokio.Infrastructure.Redis;
using Pinnokio.Infrastructure.Tests.Events;
using Pinnokio.Support;
using StackExchange.Redis;

namespace Pinnokio.Infrastructure.Tests.Redis;

public class RedisEventBusTests : EventBusTests, IAsyncLifetime
{
    private RedisEventsReplica _replica = null!;
    private RedisEventsReplica _other = null!;

    protected override IEventBus Bus => _replica.Bus;

    protected override IEventBus Other => _other.Bus;

    private IDatabase Database => _replica.Connection.Link!.Database;

    public virtual async Task InitializeAsync() => await StartOnAsync(await TestRedis.SharedAsync());

    public async Task DisposeAsync()
    {
        await _replica.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task SubscribersOfTheChannelReadPlainJson_WithIdAndChannelAtItsFront()
    {
        var heard = new TaskCompletionSource<string>();
        var subscriber = new Subscriber(message => heard.TrySetResult(message));
        await using var subscription = await _other.Subscriptions.SubscribeAsync($"msg:{User}", subscriber, Never);
        var sent = new NewEvent(User, $"msg:{User}", """  {"type":"msg.new","uid":"Zoé","payload":{"id":7}}"""u8.ToArray());
        var published = await Bus.PublishAsync(sent, Never);

        var text = await heard.Task.WaitAsync(TimeSpan.FromSeconds(30));
        text.ShouldStartWith($$"""{"id":"{{published.Position}}","channel":"msg:{{User}}","type":"msg.new",""");
        using var json = JsonDocument.Parse(text);
        json.RootElement.EnumerateObject().Select(field => field.Name).ShouldBe(["id", "channel", "type", "uid", "payload"]);
        json.RootElement.GetProperty("uid").GetString().ShouldBe("Zoé");
    }

    [Fact]
    public async Task LoadsItsScriptsAnew_WhenTheServerForgotThem()
    {
        var start = await Bus.TailAsync(User, Never);
        for (var round = 1; round <= 2; round++)
        {
            await Database.ExecuteAsync("SCRIPT", "FLUSH");
            await PublishAsync(Numbered(round), $"id-{round}");
            await Database.ExecuteAsync("SCRIPT", "FLUSH");
            (await Bus.ReadAsync(User, start, 10, Never)).Entries.Count.ShouldBe(round);
            await Database.ExecuteAsync("SCRIPT", "FLUSH");
            (await Bus.TailAsync(User, Never)).IsAfter(start).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task KeepsStreamsForADayAndIdsForTenMinutes_UnderTheirNames()
    {
        await PublishAsync("""{"type":"a"}""", "id-1");
        (await Database.KeyTimeToLiveAsync($"events:{User}"))!.Value.ShouldBeInRange(TimeSpan.FromHours(23.9), TimeSpan.FromHours(24));
        var idLives = await Database.KeyTimeToLiveAsync($"{{events:{User}}}:id:id-1");
        idLives!.Value.ShouldBeInRange(TimeSpan.FromMinutes(9.5), TimeSpan.FromMinutes(10));
        await PublishManyAsync(IEventBus.Kept + 5);
        ((long)await Database.ExecuteAsync("XLEN", (RedisKey)$"events:{User}")).ShouldBe(IEventBus.Kept + 1);
    }

    [Fact]
    public async Task SaysThatTheStreamIsLost_WhenItsKeyIsGone()
    {
        var start = await Bus.TailAsync(User, Never);
        await PublishAsync("""{"type":"a"}""");
        await Database.KeyDeleteAsync($"events:{User}");
        var read = await Bus.ReadAsync(User, start, 10, Never);
        (read.Gap, read.Entries.Count).ShouldBe((StreamGap.StreamLost, 0));
        read.Tail.Epoch.ShouldBeGreaterThan(start.Epoch);
        (await PublishAsync("""{"type":"a"}""")).Position.Follows(read.Tail).ShouldBeTrue();
    }

    [Theory]
    [InlineData("a:b")]
    [InlineData("a{b")]
    [InlineData("a}b")]
    [InlineData("a\nb")]
    [InlineData("")]
    public async Task RefusesNames_WhenTheyWouldLeaveTheirPlaceInAKey(string name)
    {
        await Should.ThrowAsync<ArgumentException>(() => Bus.TailAsync(name, Never));
        await Should.ThrowAsync<ArgumentException>(() => PublishAsync("{}", name));
    }

    [Fact]
    public async Task SubscribesOncePerUser_HoweverManyListen()
    {
        var listeners = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Other.FollowAsync(User, new Listener(), Never)));
        await PublishAsync("""{"type":"a"}""");
        (await SubscriptionsAsync()).ShouldBe(1);
        foreach (var listener in listeners.Skip(1))
            await listener.DisposeAsync();
        (await SubscriptionsAsync()).ShouldBe(1);
        await listeners[0].DisposeAsync();
        await Eventually.HoldsAsync(async () => await SubscriptionsAsync() == 0);

        var late = new Listener();
        await using var again = await Other.FollowAsync(User, late, Never);
        await PublishAsync("""{"type":"b"}""");
        await Eventually.HoldsAsync(() => late.Texts.Any());
    }

    private protected async Task StartOnAsync(TestRedis redis)
    {
        _replica = await RedisEventsReplica.StartConnectedAsync(redis);
        _other = await RedisEventsReplica.StartConnectedAsync(redis);
    }

    private async Task<int> SubscriptionsAsync()
    {
        var answer = (RedisResult[])await Database.ExecuteAsync("PUBSUB", "NUMSUB", $"events:{User}");
        return (int)answer[1];
    }

    private sealed class Subscriber(Action<string> heard) : IRedisSubscriber
    {
        public void OnMessage(RedisChannel channel, byte[] message) => heard(System.Text.Encoding.UTF8.GetString(message));

        public void OnInterrupted() { }
    }
}
