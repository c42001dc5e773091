using Microsoft.Extensions.Logging.Abstractions;
using Pinnokio.Infrastructure.Redis;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Redis;

/// <summary>What one replica has of the event bus: its connections and the bus on them.</summary>
internal sealed class RedisEventsReplica : IAsyncDisposable
{
    private RedisEventsReplica(RedisOptions options)
    {
        Connection = Connect(options, RedisLinkUse.Commands);
        Subscriptions = new RedisSubscriptions(Connect(options, RedisLinkUse.Subscriptions), TimeProvider.System);
        Bus = new RedisEventBus(new RedisCalls(Connection, TimeProvider.System), Subscriptions);
    }

    public RedisConnection Connection { get; }

    public RedisSubscriptions Subscriptions { get; }

    public RedisEventBus Bus { get; }

    public static async Task<RedisEventsReplica> StartAsync(TestRedis redis)
    {
        var replica = new RedisEventsReplica(RedisReplica.OptionsOf(redis));
        await replica.Connection.StartAsync(CancellationToken.None);
        await replica.Subscriptions.StartAsync(CancellationToken.None);
        return replica;
    }

    /// <summary>One that has found its server, on both connections.</summary>
    public static async Task<RedisEventsReplica> StartConnectedAsync(TestRedis redis)
    {
        var replica = await StartAsync(redis);
        await replica.IsConnectedAsync();
        return replica;
    }

    public Task IsConnectedAsync() => Eventually.HoldsAsync(() => Connection.IsUp && Subscriptions.IsInForce);

    public async ValueTask DisposeAsync()
    {
        await Subscriptions.StopAsync(CancellationToken.None);
        Subscriptions.Dispose();
        await Connection.StopAsync(CancellationToken.None);
        Connection.Dispose();
    }

    private static RedisConnection Connect(RedisOptions options, RedisLinkUse use) =>
        new(options, TimeProvider.System, NullLogger<RedisConnection>.Instance) { Use = use };
}
