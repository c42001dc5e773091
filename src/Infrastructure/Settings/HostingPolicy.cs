using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Settings;

/// <summary>In production nothing embedded or generated may stand in for what an operator forgot, unless the operator says so.</summary>
internal static class HostingPolicy
{
    public const string AllowVariable = "PINNOKIO_ALLOW_EMBEDDED";

    /// <summary>Refuses to go on when an embedded adapter would be chosen in production.</summary>
    public static void RequireInProduction(IConfiguration configuration, IHostEnvironment environment, string setting, string what)
    {
        if (environment.IsProduction() && configuration[setting] is not { Length: > 0 } && !AllowsEmbedded(configuration))
        {
            throw new InvalidOperationException(
                $"{setting} is not set, so {what} would be used. That is refused in production; set {setting}, or {AllowVariable}=true."
            );
        }
    }

    private static bool AllowsEmbedded(IConfiguration configuration) => SettingValue.Flag(AllowVariable, configuration[AllowVariable]);
}
