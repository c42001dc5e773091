using System.Diagnostics;
using System.Text;
using Pinnokio.Application.Common;
using Pinnokio.Application.Events.Contracts;
using Pinnokio.Infrastructure.Redis;
using Pinnokio.Infrastructure.Tests.Events;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Redis;

/// <summary>What publishers, readers and listeners are told while the server dies, hangs and comes back.</summary>
public sealed class RedisEventOutageTests : IAsyncLifetime
{
    private const string User = "anna";
    private TestRedis _redis = null!;
    private RedisEventsReplica _replica = null!;

    private static CancellationToken Never => CancellationToken.None;

    private RedisEventBus Bus => _replica.Bus;

    public async Task InitializeAsync()
    {
        _redis = await TestRedis.StartPrivateAsync(new TestRedisOptions { Persistent = true });
        _replica = await RedisEventsReplica.StartConnectedAsync(_redis);
    }

    public async Task DisposeAsync()
    {
        await _replica.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task TellsEveryListenerAndLosesNothing_WhenTheSubscriptionsAreKilled()
    {
        const int Users = 200;
        var starts = new List<StreamPosition>();
        foreach (var user in Enumerable.Range(0, Users))
            starts.Add(await Bus.TailAsync($"u{user}", Never)); // one by one: each has but a second, on however slow a machine
        var listeners = Enumerable.Range(0, Users).Select(_ => new Listener()).ToArray();
        await Task.WhenAll(listeners.Select((listener, user) => Bus.FollowAsync($"u{user}", listener, Never)));

        await _redis.CommandAsync("CLIENT KILL TYPE pubsub");
        await Task.WhenAll(Enumerable.Range(0, Users).Select(user => PublishAsync($"u{user}", 1)));
        await Eventually.HoldsAsync(() => listeners.All(listener => listener.Interruptions == 1));
        foreach (var user in Enumerable.Range(0, Users))
            (await Bus.ReadAsync($"u{user}", starts[user], 10, Never)).Entries.Count.ShouldBe(1);

        await Task.WhenAll(Enumerable.Range(0, Users).Select(user => PublishAsync($"u{user}", 2)));
        await Eventually.HoldsAsync(() => listeners.All(listener => listener.Texts.Contains(Event(2))));
        listeners.ShouldAllBe(listener => listener.Interruptions == 1);
    }

    [Fact]
    public async Task ServesTheOthers_WhenASubscriptionFailedAsItWasCancelled()
    {
        var listener = new Listener();
        await using var following = await Bus.FollowAsync(User, listener, Never);
        // Without a name, the channel is refused before anything is sent; kept, it would be refused at each renewal.
        await Should.ThrowAsync<ArgumentException>(() =>
            _replica.Subscriptions.SubscribeAsync(default, new RedisStreamFeed(new Listener()), new CancellationToken(canceled: true))
        );

        await _redis.CommandAsync("CLIENT KILL TYPE pubsub");

        await Eventually.HoldsAsync(() => listener.Interruptions == 1);
    }

    [Fact]
    public async Task SaysThatTheStreamIsLost_WhenTheServerComesBackEmpty()
    {
        var listener = new Listener();
        await using var following = await Bus.FollowAsync(User, listener, Never);
        var last = (await PublishAsync(User, 1)).Position;
        await _redis.RestartEmptyAsync();
        await Eventually.HoldsAsync(() => listener.Interruptions > 0);
        await _replica.IsConnectedAsync();
        (await Bus.ReadAsync(User, last, 10, Never)).Gap.ShouldBe(StreamGap.StreamLost);
        await PublishAsync(User, 2);
        await Eventually.HoldsAsync(() => listener.Texts.Contains(Event(2)));
    }

    [Fact]
    public async Task RecoversNothingThatWasForgotten_WhenTheServerComesBackWithOldData()
    {
        var kept = (await PublishAsync(User, 1)).Position;
        await _redis.SaveAsync();
        var forgotten = (await PublishAsync(User, 2)).Position;
        await _redis.RestartWithOldDataAsync();
        await _replica.IsConnectedAsync();
        (await Bus.ReadAsync(User, forgotten, 10, Never)).Gap.ShouldBe(StreamGap.UnknownPosition);

        var other = (await PublishAsync(User, 3)).Position;
        other.Number.ShouldBe(forgotten.Number);
        (await Bus.ReadAsync(User, forgotten, 10, Never)).Gap.ShouldBe(StreamGap.UnknownPosition);
        (await Bus.ReadAsync(User, kept, 10, Never)).Entries.Select(entry => entry.Position).ShouldBe([other]);
    }

    [Fact]
    public async Task AnswersUnavailableWithinTwoSecondsAndHearsAgainLater_WhenTheServerHangs()
    {
        var listener = new Listener();
        await using var following = await Bus.FollowAsync(User, listener, Never);
        _redis.Pause();
        var watch = Stopwatch.StartNew();
        await IsUnavailableAsync(() => PublishAsync(User, 1));
        await IsUnavailableAsync(() => Bus.TailAsync(User, Never));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2.5));

        await Eventually.HoldsAsync(() => !_replica.Subscriptions.IsInForce, TimeSpan.FromSeconds(8));
        await Eventually.HoldsAsync(() => !_replica.Connection.IsUp, TimeSpan.FromSeconds(8));
        _redis.Resume();
        await Eventually.HoldsAsync(() => listener.Interruptions > 0, TimeSpan.FromSeconds(10));
        await _replica.IsConnectedAsync();
        await PublishAsync(User, 2);
        await Eventually.HoldsAsync(() => listener.Texts.Contains(Event(2)));
    }

    [Fact]
    public async Task FollowsFromTheFirstInterruptionOn_WhenTheServerWasAwayAtFirst()
    {
        await _redis.StopAsync();
        await Eventually.HoldsAsync(() => !_replica.Subscriptions.IsInForce && !_replica.Connection.IsUp);
        await IsUnavailableAsync(() => PublishAsync(User, 1));
        await IsUnavailableAsync(() => Bus.ReadAsync(User, default, 10, Never));
        var listener = new Listener();
        await using var following = await Bus.FollowAsync(User, listener, Never);
        await _redis.StartAsync();
        await Eventually.HoldsAsync(() => listener.Interruptions > 0);
        await _replica.IsConnectedAsync();
        await PublishAsync(User, 2);
        await Eventually.HoldsAsync(() => listener.Texts.Contains(Event(2)));
    }

    [Fact]
    public async Task PublishesNothingMore_WhenTheServerIsFull()
    {
        var start = await Bus.TailAsync(User, Never);
        await _redis.CommandAsync("CONFIG SET maxmemory 1");
        await IsUnavailableAsync(() => PublishAsync(User, 1));
        _replica.Connection.IsUp.ShouldBeTrue();
        await _redis.CommandAsync("CONFIG SET maxmemory 0");
        (await PublishAsync(User, 2)).Position.Follows(start).ShouldBeTrue();
    }

    private Task<PublishedEvent> PublishAsync(string user, int number) =>
        Bus.PublishAsync(new NewEvent(user, $"user:{user}", Encoding.UTF8.GetBytes(Event(number))), Never);

    private static string Event(int number) => $$"""{"type":"a","n":{{number}}}""";

    private static async Task IsUnavailableAsync(Func<Task> call) =>
        (await Should.ThrowAsync<AppException>(call)).Error.Kind.ShouldBe(ErrorKind.Unavailable);
}
