using System.Globalization;

namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>Settings of the private server, sized for a laptop. They ride on the command line, so nothing in the data folder can drift.</summary>
internal static class ServerSettings
{
    private static readonly string[] _always =
    [
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        "cluster_name=pinnokio",
        "max_connections=200",
        "shared_buffers=128MB",
        "jit=off",
        "wal_level=minimal",
        "max_wal_senders=0",
        "min_wal_size=80MB",
        "max_wal_size=256MB",
        "password_encryption=scram-sha-256",
        "timezone=UTC",
        "log_timezone=UTC",
        // Failed statements quote personal data and are the caller's to report; starts, stops and faults of the server stay.
        "log_min_messages=log",
        "log_min_error_statement=panic",
        "log_error_verbosity=terse",
        "log_checkpoints=off",
    ];

    private static readonly string[] _notDurable = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

    /// <summary>One string, because pg_ctl hands it to a shell: it holds constants and a number only.</summary>
    public static string CommandLine(int port, bool durable) =>
        string.Join(
            ' ',
            _always.Concat(durable ? [] : _notDurable).Append("port=" + port.ToString(CultureInfo.InvariantCulture)).Select(s => "-c " + s)
        );
}
