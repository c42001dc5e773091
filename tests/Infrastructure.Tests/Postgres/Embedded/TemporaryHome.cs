using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Pinnokio.Infrastructure.Postgres.Embedded;

namespace Pinnokio.Infrastructure.Tests.Postgres.Embedded;

/// <summary>A home for one test, removed with all that the server left, inside it or beside it.</summary>
internal sealed class TemporaryHome : IDisposable
{
    private readonly string _top;

    public TemporaryHome(bool othersMayEnter = true)
    {
        _top = Directory.CreateTempSubdirectory("pinnokio-pg-").FullName;
        if (othersMayEnter && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_top, File.GetUnixFileMode(_top) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
    }

    public string Path => System.IO.Path.Combine(_top, "my $home `x` \"q\"", ".pinnokio");

    public EmbeddedPostgresOptions Options => new(Path, null) { Durable = false };

    public string StateRoot => System.IO.Path.Combine(_top, "state");

    public Task<EmbeddedPostgres> StartAsync() => EmbeddedPostgres.StartAsync(Options, NullLogger.Instance, CancellationToken.None);

    public void Dispose() => Directory.Delete(_top, recursive: true);
}

internal static class EmbeddedPostgresQueries
{
    public static async Task ExecuteAsync(this EmbeddedPostgres server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<object?> ScalarAsync(this EmbeddedPostgres server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
