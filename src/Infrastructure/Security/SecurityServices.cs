using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pinnokio.Application.Files.Contracts;
using Pinnokio.Application.Hr;
using Pinnokio.Infrastructure.Settings;

namespace Pinnokio.Infrastructure.Security;

/// <summary>Wires what protects stored data.</summary>
internal static class SecurityServices
{
    public static void AddDataProtection(
        this IServiceCollection services,
        IConfiguration configuration,
        IHostEnvironment environment,
        PinnokioHome home
    )
    {
        services.AddSingleton(DataKeys.From(configuration, environment, home));
        services.AddSingleton<ISensitiveNumbers, AesGcmSensitiveNumbers>();
        services.AddSingleton<DataKeyRotation>();
        services.AddSingleton<IFileLinks, HmacFileLinks>();
    }
}
