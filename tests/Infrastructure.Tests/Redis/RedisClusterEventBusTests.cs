using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Redis;

/// <summary>The same on a server that refuses what spans two slots.</summary>
public sealed class RedisClusterEventBusTests(RedisCluster cluster) : RedisEventBusTests, IClassFixture<RedisCluster>
{
    public override Task InitializeAsync() => StartOnAsync(cluster.Redis);
}

public sealed class RedisCluster : IAsyncLifetime
{
    public TestRedis Redis { get; private set; } = null!;

    public async Task InitializeAsync() => Redis = await TestRedis.StartPrivateAsync(new TestRedisOptions { Cluster = true });

    public async Task DisposeAsync() => await Redis.DisposeAsync();
}
