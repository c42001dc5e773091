using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pinnokio.Application.Common;
using Pinnokio.Application.Events.Contracts;
using Pinnokio.Application.Registry.Contracts;
using Pinnokio.Application.Registry.Listeners;
using Pinnokio.Infrastructure.Caching;
using Pinnokio.Infrastructure.Leases;
using Pinnokio.Infrastructure.Redis.Bridge;
using Pinnokio.Infrastructure.Registry;

namespace Pinnokio.Infrastructure.Redis;

/// <summary>Wires what runs on Redis.</summary>
internal static class RedisServices
{
    public static IServiceCollection AddRedis(this IServiceCollection services, RedisOptions options, IConfiguration configuration)
    {
        services.AddSingleton(options);
        services.AddSingleton(new ReadBudget(options.ReadBudget));
        services.AddSingleton<RedisConnection>();
        services.AddHostedService(provider => provider.GetRequiredService<RedisConnection>());
        services.AddSingleton<RedisCacheStore>();
        services.AddSingleton<ICacheStore>(provider => provider.GetRequiredService<RedisCacheStore>());
        services.AddSingleton<ICacheRecovery>(provider => provider.GetRequiredService<RedisCacheStore>());
        services.AddSingleton<IReplyChannel, RedisReplyChannel>();
        services.AddSingleton<IHealthSource, RedisHealth>();
        services.AddSingleton<RedisCalls>();
        services.AddSingleton<ITickets, RedisTickets>();
        services.AddSingleton(new LeaseTimes());
        services.AddSingleton<RedisLeaseScripts>();
        services.AddSingleton<RedisLeases>();
        services.AddSingleton<ILeases>(provider => provider.GetRequiredService<RedisLeases>());
        services.AddSingleton<ILeaseCount>(provider => provider.GetRequiredService<RedisLeases>());
        services.AddSingleton(Subscriptions);
        services.AddHostedService(provider => provider.GetRequiredService<RedisSubscriptions>());
        services.AddSingleton<RedisHoles>();
        services.AddSingleton<IEventBus, RedisEventBus>();
        services.AddSingleton<BridgeStore>();
        services.AddSingleton<BridgeRing>();
        services.AddSingleton<BridgeWriter>();
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<RedisBridge>(provider, Subscriptions(provider)));
        services.AddSingleton<IDebugSource, RedisDebug>();
        services.AddSingleton<IPresenceStore, RedisPresenceStore>();
        services.AddSingleton<IListenerRegistry, RedisListenerRegistry>();
        services.AddSessionRegistry();
        return services.AddCacheInvalidation(configuration);
    }

    private static RedisSubscriptions Subscriptions(IServiceProvider provider)
    {
        var clock = provider.GetRequiredService<TimeProvider>();
        var log = provider.GetRequiredService<ILogger<RedisConnection>>();
        var options = provider.GetRequiredService<RedisOptions>();
        return new RedisSubscriptions(new RedisConnection(options, clock, log) { Use = RedisLinkUse.Subscriptions }, clock);
    }
}
