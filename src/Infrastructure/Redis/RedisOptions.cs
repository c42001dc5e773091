using Microsoft.Extensions.Configuration;
using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Redis;

/// <summary>Which Redis or Valkey server to use: <c>LISTENERS_REDIS_*</c>, or <c>USE_LOCAL_REDIS=true</c> for the one on this machine.</summary>
internal sealed record RedisOptions(string Host, int Port)
{
    private const int DefaultPort = 6379;
    private const int DefaultReadBudget = 50;

    public string? Password { get; init; }

    public bool Tls { get; init; }

    public int Database { get; init; }

    /// <summary>What a read may wait for the server before it goes elsewhere (<c>HR_CACHE_READ_BUDGET_MS</c>).</summary>
    public TimeSpan ReadBudget { get; init; } = TimeSpan.FromMilliseconds(DefaultReadBudget);

    /// <summary>What a write may: its readers would see what it replaced, until the outbox comes by.</summary>
    public TimeSpan RaiseBudget => ReadBudget * 5;

    /// <summary>How long a server may leave everything unanswered before its connection is given up.</summary>
    public TimeSpan SilenceTolerated { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Null when no server is configured.</summary>
    public static RedisOptions? From(IConfiguration configuration)
    {
        var local = Flag(configuration, "USE_LOCAL_REDIS");
        var host = configuration["LISTENERS_REDIS_HOST"];
        var port = Number(configuration, "LISTENERS_REDIS_PORT", 1, 65_535, DefaultPort); // a bad one is told even while no host uses it
        if (!local && string.IsNullOrWhiteSpace(host))
        {
            return null;
        }

        var options = new RedisOptions(local ? "127.0.0.1" : Name(host!), local ? DefaultPort : port)
        {
            Database = Number(configuration, "LISTENERS_REDIS_DB", 0, 65_535, 0),
            ReadBudget = TimeSpan.FromMilliseconds(Number(configuration, "HR_CACHE_READ_BUDGET_MS", 1, 60_000, DefaultReadBudget)),
        };
        return local
            ? options
            : options with
            {
                Password = configuration["LISTENERS_REDIS_PASSWORD"] is { Length: > 0 } password ? password : null,
                Tls = Flag(configuration, "LISTENERS_REDIS_TLS"),
            };
    }

    public override string ToString() => $"{Host}:{Port}/{Database}{(Tls ? " (TLS)" : "")}";

    private static string Name(string host) =>
        Uri.CheckHostName(host.Trim()) == UriHostNameType.Unknown
            ? throw new InvalidOperationException(
                "LISTENERS_REDIS_HOST must be a host name or an IP address, without scheme and port (LISTENERS_REDIS_PORT has the port)."
            )
            : host.Trim();

    private static int Number(IConfiguration configuration, string name, int least, int most, int usual) =>
        SettingValue.Whole(name, configuration[name], least, most, usual);

    private static bool Flag(IConfiguration configuration, string name) => SettingValue.Flag(name, configuration[name]);
}
