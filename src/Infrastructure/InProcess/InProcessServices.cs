using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Application.Common;
using Pinnokio.Application.Events.Contracts;
using Pinnokio.Application.Registry.Contracts;
using Pinnokio.Application.Registry.Listeners;
using Pinnokio.Infrastructure.Caching;
using Pinnokio.Infrastructure.Leases;
using Pinnokio.Infrastructure.Registry;

namespace Pinnokio.Infrastructure.InProcess;

/// <summary>Wires what stands in for Redis where there is one replica and no server.</summary>
internal static class InProcessServices
{
    public static IServiceCollection AddInProcess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new ReadBudget(TimeSpan.Zero)); // memory answers at once
        services.AddSingleton<InProcessKeyspace>();
        services.AddSingleton<InProcessCacheStore>();
        services.AddSingleton<ICacheStore>(provider => provider.GetRequiredService<InProcessCacheStore>());
        services.AddSingleton<ICacheRecovery>(provider => provider.GetRequiredService<InProcessCacheStore>());
        services.AddSingleton<IReplyChannel, InProcessReplyChannel>();
        services.AddSingleton<IEventBus, InProcessEventBus>();
        services.AddSingleton<IHealthSource, InProcessHealth>();
        services.AddSingleton<ITickets, InProcessTickets>();
        services.AddSingleton<InProcessLeases>();
        services.AddSingleton<ILeases>(provider => provider.GetRequiredService<InProcessLeases>());
        services.AddSingleton<ILeaseCount>(provider => provider.GetRequiredService<InProcessLeases>());
        services.AddSingleton<IDebugSource, InProcessDebug>();
        services.AddSingleton<IPresenceStore, InProcessPresenceStore>();
        services.AddSingleton<IListenerRegistry, InProcessListenerRegistry>();
        services.AddSessionRegistry();
        return services.AddCacheInvalidation(configuration);
    }
}
