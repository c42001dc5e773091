using System.Text;
using System.Text.Json;
using Pinnokio.Application.Events.Contracts;
using Pinnokio.Infrastructure.Tests.Events;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Redis.Bridge;

/// <summary>Two replicas on one server, and workers that know nothing of streams.</summary>
public class RedisBridgeTests : IAsyncLifetime
{
    private readonly string _user = $"user-{Guid.NewGuid():N}";
    private TestRedis _redis = null!;
    private RedisEventsReplica _holder = null!;
    private RedisEventsReplica _standby = null!;
    private RedisEventsReplica _outside = null!;
    private StreamPosition _start;

    private static CancellationToken Never => CancellationToken.None;

    protected virtual TestRedisOptions Options => new();

    public async Task InitializeAsync()
    {
        _redis = await TestRedis.StartPrivateAsync(Options);
        _outside = await RedisEventsReplica.StartConnectedAsync(_redis);
        _start = await _outside.Bus.TailAsync(_user, Never);
        _holder = await RedisEventsReplica.StartConnectedAsync(_redis, withBridge: true);
        await _holder.HoldsTheBridgeAsync();
        _standby = await RedisEventsReplica.StartConnectedAsync(_redis, withBridge: true);
        await ProgressAsync();
    }

    public async Task DisposeAsync()
    {
        await _holder.DisposeAsync();
        await _standby.DisposeAsync();
        await _outside.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task WritesWhatOthersPublishOnce_AndWakesEveryReplica()
    {
        Listener[] listeners = [new(), new()];
        await using var one = await _holder.Bus.FollowAsync(_user, listeners[0], Never);
        await using var two = await _standby.Bus.FollowAsync(_user, listeners[1], Never);
        await SayAsync($"user:{_user}", """{"type":"notif.sync","uid":"somebody else","payload":{}}""");
        await SayAsync($"msg:{_user}", """{"type":"msg.new"}""");
        await SayAsync($"chat:{_user}:s:t", """{"type":"chat.message"}""");
        await Eventually.HoldsAsync(() => listeners.All(listener => listener.Entries.Count >= 3));

        var entries = (await ReadAsync(_start)).Entries;
        entries.Select(entry => entry.Channel).ShouldBe([$"user:{_user}", $"msg:{_user}", $"chat:{_user}:s:t"]);
        using var json = JsonDocument.Parse(entries[0].Json);
        json.RootElement.EnumerateObject().Select(field => field.Name).ShouldBe(["type", "uid", "timestamp", "payload"]);
        json.RootElement.GetProperty("uid").GetString().ShouldBe(_user);
        listeners.ShouldAllBe(heard => heard.Entries.Select(e => e.Position).SequenceEqual(entries.Select(e => e.Position)));
        listeners.ShouldAllBe(heard => heard.Holes == 0);
    }

    [Fact]
    public async Task LeavesAloneWhatIsOurs_AndDropsWhatIsNoEvent()
    {
        await _holder.Bus.PublishAsync(new NewEvent(_user, $"user:{_user}", """{"type":"ours"}"""u8.ToArray()), Never);
        await SayAsync($"user:{_user}", "hello");
        await SayAsync("user:a:b", """{"type":"x"}""");
        await SayAsync($"user:{_user}", Numbered(1));
        await Eventually.HoldsAsync(async () => (await ReadAsync(_start)).Entries.Count >= 2);
        await ProgressAsync();
        (await ReadAsync(_start)).Entries.Select(TypeOf).ShouldBe(["ours", "1"]);
    }

    [Fact]
    public async Task KeepsOrderAndEqualMessages_WhenThereAreMany()
    {
        const int Count = 900;
        for (var number = 1; number <= Count; number++)
            await SayAsync($"user:{_user}", Numbered(number / 2));
        await Eventually.HoldsAsync(async () => (await ReadAsync(_start)).Entries.Count >= Count);
        await ProgressAsync();
        (await ReadAsync(_start)).Entries.Select(TypeOf).ShouldBe(Enumerable.Range(1, Count).Select(number => $"{number / 2}"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LosesNothingAndRepeatsNothing_WhenAnotherReplicaTakesOver(bool crashed)
    {
        var listener = new Listener();
        await using var following = await _standby.Bus.FollowAsync(_user, listener, Never);
        using var ended = new CancellationTokenSource();
        var published = 0;
        var publishing = Task.Run(async () =>
        {
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
            while (!ended.IsCancellationRequested && await pace.WaitForNextTickAsync())
                await SayAsync($"user:{_user}", Numbered(++published / 2));
        });
        await Eventually.HoldsAsync(() => listener.Entries.Count > 20);
        await (crashed ? _holder.CrashAsync() : _holder.DisposeAsync().AsTask());
        await _standby.HoldsTheBridgeAsync();
        await ended.CancelAsync();
        await publishing;
        await Eventually.HoldsAsync(async () => (await ReadAsync(_start)).Entries.Count >= published);
        await ProgressAsync();
        (await ReadAsync(_start)).Entries.Select(TypeOf).ShouldBe(Enumerable.Range(1, published).Select(number => $"{number / 2}"));
        listener.Entries.Count.ShouldBe(published);
        listener.Holes.ShouldBe(0);
    }

    [Fact]
    public async Task AnnouncesAHole_WhenEverySubscriptionIsKilled()
    {
        Listener[] listeners = [new(), new()];
        await using var one = await _holder.Bus.FollowAsync(_user, listeners[0], Never);
        await using var two = await _standby.Bus.FollowAsync(_user, listeners[1], Never);
        await _redis.CommandAsync("CLIENT KILL TYPE pubsub");
        await Eventually.HoldsAsync(() => listeners.All(listener => listener.Holes > 0), TimeSpan.FromSeconds(10));
        var late = await ReadAsync(_start);
        (late.Gap, late.Entries.Count).ShouldBe((StreamGap.BridgeHole, 0));
        (await ReadAsync(late.Tail)).Gap.ShouldBe(StreamGap.None);
        late.Tail.Follows(_start).ShouldBeTrue();

        await SayAsync($"user:{_user}", Numbered(1));
        await Eventually.HoldsAsync(async () => (await ReadAsync(late.Tail)).Entries.Count == 1);
        (await ReadAsync(_start)).Gap.ShouldBe(StreamGap.BridgeHole);
    }

    [Fact]
    public async Task AnnouncesAHole_WhenNobodyListenedForAWhile()
    {
        await _standby.DisposeAsync(); // first, or it would take over for a moment, and a slow machine would see a hole in that
        await _holder.DisposeAsync();
        (await ReadAsync(_start)).Gap.ShouldBe(StreamGap.None);
        await SayAsync($"user:{_user}", Numbered(1));
        await using var next = await RedisEventsReplica.StartConnectedAsync(_redis, withBridge: true);
        await Eventually.HoldsAsync(async () => (await ReadAsync(_start)).Gap == StreamGap.BridgeHole);
        var tail = await next.Bus.TailAsync(_user, Never);
        (await ReadAsync(tail)).Gap.ShouldBe(StreamGap.None);
    }

    /// <summary>All that was said before this is written.</summary>
    private async Task ProgressAsync()
    {
        async Task<long> DoneAsync() => (long?)await _outside.Connection.Link!.Database.StringGetAsync("{events-bridge}:done") ?? 0;
        var before = await DoneAsync();
        await Eventually.HoldsAsync(async () => await DoneAsync() >= before + 2);
    }

    private Task<long> SayAsync(string channel, string message) =>
        _outside.Connection.Link!.Database.PublishAsync(channel, Encoding.UTF8.GetBytes(message));

    private Task<StreamRead> ReadAsync(StreamPosition after) => _outside.Bus.ReadAsync(_user, after, IEventBus.Kept, Never);

    private static string Numbered(int number) => $$"""{"type":"{{number}}"}""";

    private static string TypeOf(StreamEntry entry)
    {
        using var json = JsonDocument.Parse(entry.Json);
        return json.RootElement.GetProperty("type").GetString()!;
    }
}

/// <summary>The same on a server that refuses what spans two slots.</summary>
public sealed class RedisClusterBridgeTests : RedisBridgeTests
{
    protected override TestRedisOptions Options => new() { Cluster = true };
}
