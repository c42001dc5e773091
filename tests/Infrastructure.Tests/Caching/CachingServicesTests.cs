using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Pinnokio.Application.Common;
using Pinnokio.Application.Events.Contracts;
using Pinnokio.Infrastructure.Caching;
using Pinnokio.Infrastructure.InProcess;
using Pinnokio.Infrastructure.Redis;

namespace Pinnokio.Infrastructure.Tests.Caching;

public sealed class CachingServicesTests
{
    [Fact]
    public async Task ServeFromRedis_WhenAServerIsNamed()
    {
        var redis = new RedisOptions("cache.example", 6379);
        await using var services = Services(services => services.AddRedis(redis, Configuration()));
        services.GetRequiredService<ICacheStore>().ShouldBeOfType<RedisCacheStore>();
        services.GetRequiredService<ICacheRecovery>().ShouldBeSameAs(services.GetRequiredService<ICacheStore>());
        services.GetRequiredService<IReplyChannel>().ShouldBeOfType<RedisReplyChannel>();
        // The outbox gives the cache a moment to recover at start, so the connection must be tried first.
        services
            .GetServices<IHostedService>()
            .Select(hosted => hosted.GetType())
            .Where(type => type == typeof(RedisConnection) || type == typeof(InvalidationOutbox))
            .ShouldBe([typeof(RedisConnection), typeof(InvalidationOutbox)]);
        services.GetServices<IHostedService>().First().ShouldBeSameAs(services.GetRequiredService<RedisConnection>());
    }

    [Fact]
    public async Task ServeFromMemory_WhenNoServerIsNamed()
    {
        await using var services = Services(services => services.AddInProcess(Configuration()));
        services.GetRequiredService<ICacheStore>().ShouldBeOfType<InProcessCacheStore>();
        services.GetRequiredService<ICacheRecovery>().ShouldBeSameAs(services.GetRequiredService<ICacheStore>());
        await services.GetRequiredService<IReplyChannel>().PublishAsync("redis:reply:x", "{}"u8.ToArray());
        services.GetServices<IHostedService>().OfType<InvalidationOutbox>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task ApplyWritesThroughTheQueueThatTheOutboxMarks()
    {
        await using var services = Services(services => services.AddInProcess(Configuration()));
        var invalidator = services.GetRequiredService<ICacheInvalidator>();
        await invalidator.ApplyAsync(new PendingInvalidation(7, [new CacheTag(Guid.NewGuid(), "employees")]));
        services.GetRequiredService<CacheInvalidator>().Applied.TryRead(out var id).ShouldBeTrue();
        id.ShouldBe(7);
    }

    private static IConfiguration Configuration() => new ConfigurationBuilder().Build();

    private static ServiceProvider Services(Action<IServiceCollection> add)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(NpgsqlDataSource.Create("Host=127.0.0.1"));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new EventChannels(EventChannels.DefaultUserPrefix));
        services.AddMetrics();
        add(services);
        return services.BuildServiceProvider(validateScopes: true);
    }
}
