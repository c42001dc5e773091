using Microsoft.Extensions.Configuration;
using Npgsql;
using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Postgres;

/// <summary>Where the relational store is, and how its connections are pooled.</summary>
internal static class PostgresOptions
{
    public const string UrlVariable = "NEON_DATABASE_URL";
    public const string SecretVariable = "NEON_SECRET_NAME";
    public const string PoolVariable = "PINNOKIO_POSTGRES_POOL";
    private const int DefaultPool = 20;

    /// <summary>A call's own deadline, 600 s at most, ends its commands before the driver does.</summary>
    private const int LongestCall = 630;

    /// <summary>The server of <c>NEON_DATABASE_URL</c>, a <c>postgresql://</c> URL; null when the embedded one is to serve.</summary>
    public static string? ConnectionString(IConfiguration configuration) =>
        configuration[UrlVariable] is { Length: > 0 } url ? Parse(url)
        : configuration[SecretVariable] is not { Length: > 0 } ? null
        : throw new InvalidOperationException(
            $"{SecretVariable} is set and {UrlVariable} is not. The secret service is not read yet, and an empty database of its own is not what "
                + $"was meant: set {UrlVariable}, or unset {SecretVariable} for the embedded server."
        );

    /// <summary>The store as the start names it, without its secrets.</summary>
    public static string Describe(IConfiguration configuration)
    {
        if (ConnectionString(configuration) is not { } connection)
        {
            return "embedded PostgreSQL";
        }

        var server = new NpgsqlConnectionStringBuilder(connection);
        return $"PostgreSQL ({server.Host}:{server.Port}/{server.Database})";
    }

    /// <summary>Translates the URL form, its <c>sslmode</c> and other query parameters included.</summary>
    public static string Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("postgresql" or "postgres") || uri.Host.Length == 0)
        {
            throw new InvalidOperationException(
                $"{UrlVariable} must be a postgresql:// URL, postgresql://user:password@host:port/database."
            );
        }

        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
        };
        if (uri.Port > 0)
        {
            builder.Port = uri.Port;
        }

        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
        {
            builder.Username = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length > 1)
        {
            builder.Password = Uri.UnescapeDataString(user[1]);
        }

        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            Apply(builder, Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
        }

        return builder.ConnectionString;
    }

    /// <summary>The pool, under a name of its own: figures and traces would show the connection string in its place.</summary>
    public static NpgsqlDataSource Source(string connectionString, int size) =>
        new NpgsqlDataSourceBuilder(WithPool(connectionString, size)) { Name = "pinnokio" }.Build();

    /// <summary>The pool and driver settings that every connection of the product shares.</summary>
    public static string WithPool(string connectionString, int size)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "pinnokio",
            MaxPoolSize = size,
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
            Timeout = 5,
            CommandTimeout = LongestCall,
            IncludeErrorDetail = false,
        };
        return builder.ConnectionString;
    }

    public static int PoolSize(IConfiguration configuration) =>
        SettingValue.Whole(PoolVariable, configuration[PoolVariable], 2, 1_000, DefaultPool);

    private static void Apply(NpgsqlConnectionStringBuilder builder, string name, string value)
    {
        switch (name)
        {
            case "sslmode":
                builder.SslMode = value switch
                {
                    "disable" => SslMode.Disable,
                    "allow" => SslMode.Allow,
                    "prefer" => SslMode.Prefer,
                    "require" => SslMode.Require,
                    "verify-ca" => SslMode.VerifyCA,
                    "verify-full" => SslMode.VerifyFull,
                    _ => throw new InvalidOperationException($"{UrlVariable}: sslmode={value} is not a mode of PostgreSQL."),
                };
                break;
            case "sslrootcert":
                builder.RootCertificate = value;
                break;
            case "options":
                builder.Options = value;
                break;
            case "application_name" or "connect_timeout" or "channel_binding":
                break; // ours to set, or negotiated by the driver
            default:
                throw new InvalidOperationException($"{UrlVariable}: the parameter {name} is not known.");
        }
    }
}
