using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Settings;

/// <summary><c>LISTENERS_SERVICE_TOKEN</c>: one token, or several separated by commas while one is rotated.</summary>
internal static class ServiceTokenSetting
{
    public const string Variable = "LISTENERS_SERVICE_TOKEN";
    private const string FileName = "service-token";

    public static ServiceTokenSettings From(IConfiguration configuration, IHostEnvironment environment, PinnokioHome home)
    {
        HostingPolicy.RequireInProduction(configuration, environment, Variable, "a generated service token");
        if (configuration[Variable] is not { Length: > 0 } configured)
        {
            return new ServiceTokenSettings([home.Secret(FileName)], home.File(FileName));
        }

        var tokens = configured.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return tokens.Length > 0
            ? new ServiceTokenSettings(tokens, null)
            : throw new InvalidOperationException($"{Variable} holds no token.");
    }
}
