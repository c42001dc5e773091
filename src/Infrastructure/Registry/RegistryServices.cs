using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Application.Common;
using Pinnokio.Application.Registry;
using Pinnokio.Application.Registry.Contracts;

namespace Pinnokio.Infrastructure.Registry;

/// <summary>Wires what every adapter of the registry needs around it.</summary>
internal static class RegistryServices
{
    public static IServiceCollection AddSessionRegistry(this IServiceCollection services)
    {
        services.AddSingleton(new PresenceTimes());
        services.AddSingleton<KnownSessions>();
        services.AddSingleton<PresenceEdges>();
        services.AddSingleton<PresenceUpkeep>();
        services.AddHostedService(provider => provider.GetRequiredService<PresenceUpkeep>());
        services.AddHostedService<PresenceSweeper>();
        services.AddSingleton<ISessionRegistry, SessionRegistry>();
        services.AddSingleton<ISocketSessions, SocketSessions>();
        services.AddSingleton<IPresenceReader, PresenceReader>();
        services.AddSingleton<IDebugSource, PresenceDebug>();
        return services;
    }
}
