using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Pinnokio.Application.Events.Contracts;
using Pinnokio.Infrastructure.Leases;
using Pinnokio.Infrastructure.Redis;
using Pinnokio.Infrastructure.Redis.Bridge;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Redis;

/// <summary>What one replica has of the event bus: its connections, the bus on them and, if wanted, its end of the bridge.</summary>
internal sealed class RedisEventsReplica : IAsyncDisposable
{
    /// <summary>Short, for a holder that dies is waited for.</summary>
    private static readonly LeaseTimes _times = new()
    {
        Life = TimeSpan.FromSeconds(2),
        RenewEvery = TimeSpan.FromMilliseconds(500),
        RetryEvery = TimeSpan.FromMilliseconds(200),
        Margin = TimeSpan.FromMilliseconds(500),
    };

    private readonly RedisBridge? _bridge;

    private RedisEventsReplica(RedisOptions options, bool withBridge)
    {
        Connection = Connect(options, RedisLinkUse.Commands);
        Subscriptions = Subscribe(options);
        var calls = new RedisCalls(Connection, TimeProvider.System);
        var holes = new RedisHoles(calls);
        Bus = new RedisEventBus(calls, Subscriptions, holes);
        if (withBridge)
        {
            var scripts = new RedisLeaseScripts(calls, _times);
            Leases = new RedisLeases(scripts, _times, TimeProvider.System, NullLogger<RedisLeases>.Instance);
            var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
            var channels = new EventChannels(EventChannels.DefaultUserPrefix);
            var store = new BridgeStore(calls);
            var log = NullLogger<RedisBridge>.Instance;
            var ring = new BridgeRing(TimeProvider.System);
            var writer = new BridgeWriter(ring, store, channels, meters, TimeProvider.System, log);
            _bridge = new RedisBridge(Subscribe(options), ring, writer, holes, Leases, channels, TimeProvider.System, log);
        }
    }

    public RedisConnection Connection { get; }

    public RedisSubscriptions Subscriptions { get; }

    public RedisEventBus Bus { get; }

    public RedisLeases? Leases { get; }

    public static async Task<RedisEventsReplica> StartAsync(TestRedis redis, bool withBridge = false)
    {
        var replica = new RedisEventsReplica(RedisReplica.OptionsOf(redis), withBridge);
        await replica.Connection.StartAsync(CancellationToken.None);
        await replica.Subscriptions.StartAsync(CancellationToken.None);
        if (replica._bridge is { } bridge)
            await bridge.StartAsync(CancellationToken.None);
        return replica;
    }

    /// <summary>One that has found its server, on both connections.</summary>
    public static async Task<RedisEventsReplica> StartConnectedAsync(TestRedis redis, bool withBridge = false)
    {
        var replica = await StartAsync(redis, withBridge);
        await replica.IsConnectedAsync();
        return replica;
    }

    public Task IsConnectedAsync() => Eventually.HoldsAsync(() => Connection.IsUp && Subscriptions.IsInForce);

    public Task HoldsTheBridgeAsync() => Eventually.HoldsAsync(() => Leases!.Held == 1, TimeSpan.FromSeconds(30));

    /// <summary>As a process that is killed: from here on nothing of it reaches the server, the return of its lease included.</summary>
    public Task CrashAsync() => Connection.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_bridge is not null)
        {
            await _bridge.StopAsync(CancellationToken.None);
            _bridge.Dispose();
        }

        await Subscriptions.StopAsync(CancellationToken.None);
        Subscriptions.Dispose();
        await Connection.StopAsync(CancellationToken.None);
        Connection.Dispose();
    }

    private static RedisSubscriptions Subscribe(RedisOptions options) =>
        new(Connect(options, RedisLinkUse.Subscriptions), TimeProvider.System);

    private static RedisConnection Connect(RedisOptions options, RedisLinkUse use) =>
        new(options, TimeProvider.System, NullLogger<RedisConnection>.Instance) { Use = use };
}
