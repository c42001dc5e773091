using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Caching;

/// <summary>Wires what every cache adapter needs around it.</summary>
internal static class CachingServices
{
    public static IServiceCollection AddCacheInvalidation(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(CacheOptions.From(configuration));
        services.AddSingleton<CacheInvalidator>();
        services.AddSingleton<ICacheInvalidator>(provider => provider.GetRequiredService<CacheInvalidator>());
        services.AddSingleton<InvalidationTable>();
        services.AddHostedService<InvalidationOutbox>();
        services.AddSingleton<IDebugSource, OutboxDebug>();
        return services;
    }
}
