using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pinnokio.Infrastructure.Postgres;

namespace Pinnokio.Infrastructure.Settings;

/// <summary>Warns of settings of the service that this one replaces which would go unheeded in silence.</summary>
internal sealed partial class UnreadSettings(IConfiguration configuration, ILogger<UnreadSettings> log) : IHostedService
{
    private static readonly string[] s_variables = [PostgresOptions.SecretVariable, "RPC_IDEMP_DISABLE", "RPC_IDEMP_DISABLE_METHODS"];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var variable in s_variables.Where(variable => configuration[variable] is { Length: > 0 }))
        {
            HasNoEffect(variable);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(130, LogLevel.Warning, "{Variable} is set and has no effect")]
    private partial void HasNoEffect(string variable);
}
