using Microsoft.Extensions.Logging.Abstractions;
using Pinnokio.Infrastructure.Leases;
using Pinnokio.Infrastructure.Redis;
using Pinnokio.Infrastructure.Registry;
using Pinnokio.Infrastructure.Tests.Registry;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Redis;

public class RedisSessionRegistryTests : SessionRegistryTests
{
    private TestRedis _redis = null!;

    protected override TimeProvider Clock => TimeProvider.System;

    public override async Task InitializeAsync()
    {
        _redis = await ServerAsync();
        await base.InitializeAsync();
    }

    protected virtual Task<TestRedis> ServerAsync() => TestRedis.SharedAsync();

    private protected override Task<PresenceReplica> StartReplicaAsync() => StartReplicaAsync(_redis, Bus, Short);

    internal static async Task<PresenceReplica> StartReplicaAsync(TestRedis redis, RecordingBus bus, PresenceTimes times)
    {
        var replica = await RedisReplica.StartConnectedAsync(redis);
        var calls = new RedisCalls(replica.Connection, TimeProvider.System);
        var leaseTimes = new LeaseTimes
        {
            Life = TimeSpan.FromSeconds(3),
            RenewEvery = TimeSpan.FromMilliseconds(500),
            Margin = TimeSpan.FromMilliseconds(500),
        };
        var leases = new RedisLeases(
            new RedisLeaseScripts(calls, leaseTimes),
            leaseTimes,
            TimeProvider.System,
            NullLogger<RedisLeases>.Instance
        );
        return await PresenceReplica.StartAsync(
            new RedisPresenceStore(calls, replica.Connection, times),
            leases,
            bus,
            times,
            TimeProvider.System,
            replica
        );
    }
}

/// <summary>The same on a server that refuses a command over two slots.</summary>
public sealed class RedisClusterSessionRegistryTests : RedisSessionRegistryTests
{
    private static readonly Lazy<Task<TestRedis>> _cluster = new(() =>
        TestRedis.StartPrivateAsync(new TestRedisOptions { Cluster = true })
    );

    protected override Task<TestRedis> ServerAsync() => _cluster.Value;
}
