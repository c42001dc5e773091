using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pinnokio.Infrastructure.Caching;
using Pinnokio.Infrastructure.Redis;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Redis;

/// <summary>What one replica has of Redis: a connection of its own and a cache store on it.</summary>
internal sealed class RedisReplica : IAsyncDisposable
{
    private RedisReplica(RedisOptions options, CacheOptions cache, ILoggerFactory? logs)
    {
        logs ??= NullLoggerFactory.Instance;
        Connection = new RedisConnection(options, TimeProvider.System, logs.CreateLogger<RedisConnection>());
        Store = new RedisCacheStore(Connection, cache, TimeProvider.System, logs.CreateLogger<RedisCacheStore>());
    }

    public RedisConnection Connection { get; }

    public RedisCacheStore Store { get; }

    public static async Task<RedisReplica> StartAsync(RedisOptions options, CacheOptions? cache = null, ILoggerFactory? logs = null)
    {
        var replica = new RedisReplica(options, cache ?? new CacheOptions(), logs);
        await replica.Connection.StartAsync(CancellationToken.None);
        return replica;
    }

    /// <summary>One that has found its server, however busy the machine is.</summary>
    public static async Task<RedisReplica> StartConnectedAsync(TestRedis redis)
    {
        var replica = await StartAsync(OptionsOf(redis));
        await Eventually.HoldsAsync(() => replica.Connection.IsUp);
        return replica;
    }

    /// <summary>One whose cache answers: nothing was missed while there was no connection.</summary>
    public static async Task<RedisReplica> StartTrustingAsync(TestRedis redis, CacheOptions? cache = null)
    {
        var replica = await StartAsync(OptionsOf(redis), cache);
        await replica.TrustAsync();
        return replica;
    }

    /// <summary>Patient, so that a busy machine does not pass for a slow server.</summary>
    public static RedisOptions OptionsOf(TestRedis redis) => new(TestRedis.Host, redis.Port) { ReadBudget = TimeSpan.FromSeconds(10) };

    /// <summary>Waits for a connection, and takes it as recovered.</summary>
    public async Task TrustAsync() => Store.Recovered(await NextEpochAsync());

    public async Task<long> NextEpochAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await Store.NextUnrecoveredAsync(deadline.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.StopAsync(CancellationToken.None);
        Connection.Dispose();
    }
}
