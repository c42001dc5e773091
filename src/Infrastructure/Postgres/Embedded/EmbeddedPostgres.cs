using Microsoft.Extensions.Logging;
using Npgsql;

namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>The private PostgreSQL server of one home: found, initialised, started or adopted, and stopped with us.</summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const string Database = "pinnokio";

    private readonly HomeLock _lock;
    private readonly ServerProcess _process;
    private readonly int _port;
    private bool _disposed;

    private EmbeddedPostgres(HomeLock held, ServerProcess process, PostgresBinaries binaries, Connection server)
    {
        (_lock, _process, _port) = (held, process, server.Port);
        (ConnectionString, Adopted, BinFolder) = (server.String, server.Adopted, binaries.Folder);
    }

    public string ConnectionString { get; }

    /// <summary>True when a running server left behind by a killed process was taken over.</summary>
    public bool Adopted { get; }

    public string BinFolder { get; }

    public static Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, ILogger log, CancellationToken ct) =>
        StartAsync(options, EmbeddedPostgresSurroundings.OfThisMachine(), log, ct);

    internal static async Task<EmbeddedPostgres> StartAsync(
        EmbeddedPostgresOptions options,
        EmbeddedPostgresSurroundings surroundings,
        ILogger log,
        CancellationToken ct
    )
    {
        ServerFolder.CreateHome(options.Home);
        var home = PhysicalPath.Of(options.Home);
        var held = HomeLock.Take(home);
        try
        {
            var folder = await ServerFolder.ChooseAsync(home, surroundings.StateRoot, ct);
            var data = new DataFolder(folder, surroundings.Clock, log);
            var major = await data.FindAsync(ct);
            var binaries = await new BinariesSearch(surroundings.Sources, folder, log).FindAsync(options.BinFolder, major, ct);
            var password = await ServerPassword.ReadOrCreateAsync(home, ct);
            if (major is null)
            {
                await data.InitialiseAsync(binaries, password, options.Durable, ct);
            }
            var process = new ServerProcess(folder, binaries, options.Durable, surroundings.Clock);
            return new EmbeddedPostgres(held, process, binaries, await ConnectAsync(process, folder, password, ct));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Stops the server but keeps the home, so that tests can take the database away.</summary>
    internal Task StopServerAsync() => _process.StopAsync();

    /// <summary>Starts the server again on the port it had.</summary>
    internal Task StartServerAsync(CancellationToken ct) => _process.StartAsync(_port, ct);

    /// <summary>Leaves the server running, as a killed process does.</summary>
    internal void Abandon()
    {
        _disposed = true;
        _lock.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }
        _disposed = true;
        await _process.StopAsync();
        _lock.Dispose();
    }

    private static async Task<Connection> ConnectAsync(ServerProcess process, ServerFolder folder, string password, CancellationToken ct)
    {
        if (await process.FindRunningAsync(ct) is { Port: { } adoptedPort } running)
        {
            var adopted = ConnectionTo(adoptedPort, password);
            await RequireOurDataAsync(adopted, folder, running.Pid, ct);
            return new Connection(adopted, adoptedPort, Adopted: true);
        }
        var port = await process.StartAsync(fixedPort: null, ct);
        try
        {
            var started = ConnectionTo(port, password);
            await EnsureDatabaseAsync(started, ct);
            return new Connection(started, port, Adopted: false);
        }
        catch
        {
            await process.StopAsync();
            throw;
        }
    }

    private static async Task RequireOurDataAsync(string connectionString, ServerFolder folder, int pid, CancellationToken ct)
    {
        try
        {
            await EnsureDatabaseAsync(connectionString, ct);
            await using var connection = await OpenAsync(connectionString, ct);
            await using var command = new NpgsqlCommand("SHOW data_directory", connection);
            if ((string?)await command.ExecuteScalarAsync(ct) == folder.Data)
            {
                return;
            }
        }
        catch (NpgsqlException refusal)
        {
            throw new EmbeddedPostgresException(
                $"The PostgreSQL server (pid {pid}) that runs on {folder.Data} does not let us in: {refusal.Message}. Stop it, then start Pinnokio again.",
                refusal
            );
        }
        throw new EmbeddedPostgresException(
            $"The PostgreSQL server (pid {pid}) named in {folder.Data} serves another data folder. Stop it first."
        );
    }

    private static async Task EnsureDatabaseAsync(string connectionString, CancellationToken ct)
    {
        try
        {
            await using var there = await OpenAsync(connectionString, ct);
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            var maintenance = new NpgsqlConnectionStringBuilder(connectionString) { Database = "postgres" };
            await using var connection = await OpenAsync(maintenance.ConnectionString, ct);
            await using var command = new NpgsqlCommand($"CREATE DATABASE {Database}", connection);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString, CancellationToken ct)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        var connection = new NpgsqlConnection(unpooled.ConnectionString);
        await connection.OpenAsync(ct);
        return connection;
    }

    private static string ConnectionTo(int port, string password) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = DataFolder.Superuser,
            Password = password,
            Database = Database,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        }.ConnectionString;

    private sealed record Connection(string String, int Port, bool Adopted);
}
