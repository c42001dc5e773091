using Microsoft.Extensions.Logging;
using Npgsql;

namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>The private PostgreSQL server of one home: found, initialised, started or adopted, and stopped with us.</summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private readonly HomeLock _lock;
    private readonly ServerProcess _process;
    private readonly int _port;
    private bool _disposed;

    private EmbeddedPostgres(HomeLock held, ServerProcess process, ServerConnection connection, bool adopted, string binFolder)
    {
        (_lock, _process, _port) = (held, process, connection.Port);
        (ConnectionString, Adopted, BinFolder) = (connection.ToString(), adopted, binFolder);
    }

    public string ConnectionString { get; }

    /// <summary>True when a running server left behind by a killed process was taken over.</summary>
    public bool Adopted { get; }

    public string BinFolder { get; }

    public static Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, ILogger log, CancellationToken ct) =>
        StartAsync(options, new EmbeddedPostgresSurroundings(), log, ct);

    internal static async Task<EmbeddedPostgres> StartAsync(
        EmbeddedPostgresOptions options,
        EmbeddedPostgresSurroundings surroundings,
        ILogger log,
        CancellationToken ct
    )
    {
        var home = PhysicalPath.Of(options.Home);
        var held = HomeLock.Take(home);
        try
        {
            var folder = await PostgresFolder.ChooseAsync(home, surroundings, ct);
            var data = new DataFolder(folder, surroundings.Clock, log);
            var major = await data.FindAsync(ct);
            var binaries = await new BinariesSearch(surroundings.Sources, folder, log).FindAsync(options.BinFolder, major, ct);
            var password = await ServerPassword.ReadOrCreateAsync(home, ct);
            if (major is null)
            {
                await data.InitialiseAsync(binaries, password, options.Durable, ct);
            }
            var process = new ServerProcess(folder, binaries, options.Durable, surroundings);
            var (connection, adopted) = await ConnectAsync(process, folder, password, log, ct);
            log.LogInformation(
                "PostgreSQL {Major} {Event} on 127.0.0.1:{Port}: binaries in {BinFolder}, data in {Data}, log in {Log}",
                binaries.Major,
                adopted ? "was still running and is taken over" : "started",
                connection.Port,
                binaries.Folder,
                folder.Data,
                folder.Log
            );
            return new EmbeddedPostgres(held, process, connection, adopted, binaries.Folder);
        }
        catch
        {
            held.Dispose();
            throw;
        }
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

    /// <summary>Stops the server but keeps the home, so that tests can take the database away.</summary>
    internal Task StopServerAsync() => _process.StopAsync();

    /// <summary>Starts the server again on the port it had.</summary>
    internal Task StartServerAsync(CancellationToken ct) => _process.StartAsync(_port, ct);

    private static async Task<(ServerConnection Connection, bool Adopted)> ConnectAsync(
        ServerProcess process,
        PostgresFolder folder,
        string password,
        ILogger log,
        CancellationToken ct
    )
    {
        try
        {
            var running = await process.FindRunningAsync(ct);
            var connection = new ServerConnection(running?.Port ?? await process.StartAsync(fixedPort: null, ct), password);
            try
            {
                await connection.EnsureDatabaseAsync(ct);
            }
            catch (PostgresException refusal) when (refusal.SqlState == PostgresErrorCodes.InvalidPassword)
            {
                log.LogWarning("The server in {Folder} does not know the password kept for it; setting it anew", folder.Data);
                await process.StopAsync();
                await process.ResetPasswordAsync(password, ct);
                running = null;
                connection = connection with { Port = await process.StartAsync(fixedPort: null, ct) };
                await connection.EnsureDatabaseAsync(ct);
            }
            if (running is not null && await connection.DataFolderAsync(ct) is var served && served != folder.Data)
            {
                throw new EmbeddedPostgresException(
                    $"The server (pid {running.Pid}) named in {folder.Data} serves {served}. Stop it first."
                );
            }
            return (connection, running is not null);
        }
        catch
        {
            await process.StopAsync();
            throw;
        }
    }
}
