using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Pinnokio.Infrastructure.Postgres.Embedded;

namespace Pinnokio.Support;

/// <summary>
/// A real PostgreSQL server on a free loopback port. Tests share one per process through <see cref="SharedAsync"/>; a test that
/// stops, kills or restarts it takes its own from <see cref="StartPrivateAsync"/>.
/// </summary>
public sealed class TestPostgres : IAsyncDisposable
{
    private const string User = "pinnokio";
    private const int StartAttempts = 5;

    private static readonly Lazy<Task<TestPostgres>> _shared = new(StartPrivateAsync);

    private readonly TemporaryFolder _folder;
    private readonly PostgresFolder _place;
    private readonly PostgresBinaries _binaries;
    private readonly Lazy<Task<string>> _migrated;
    private ChildProcess? _server;

    private TestPostgres(TemporaryFolder folder, PostgresFolder place, PostgresBinaries binaries)
    {
        (_folder, _place, _binaries) = (folder, place, binaries);
        _migrated = new Lazy<Task<string>>(CreateTemplateAsync);
    }

    public int Port { get; private set; } = FreePort.Next();

    public static Task<TestPostgres> SharedAsync() => _shared.Value;

    public static async Task<TestPostgres> StartPrivateAsync()
    {
        var postgres = await PrepareAsync();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await postgres.StartAsync();
                return postgres;
            }
            catch (TimeoutException) when (attempt < StartAttempts && postgres._server!.HasExited)
            {
                postgres.Port = FreePort.Next();
            }
        }
    }

    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={Port};Username={User};Password={User};Database={database}";

    public string Url(string database) => $"postgresql://{User}:{User}@127.0.0.1:{Port}/{database}?sslmode=disable";

    /// <summary>Starts a stopped server again, on its port, with its data.</summary>
    public Task StartAsync() => Eventually.HoldsAsync(TryStartAsync, TimeSpan.FromSeconds(60));

    /// <summary>Orderly: open sessions are ended, and told so.</summary>
    public Task StopAsync() => EndAsync(UnixSignal.Interrupt);

    /// <summary>As a crash: every connection breaks off; committed work is still there after <see cref="StartAsync"/>.</summary>
    public Task KillAsync() => EndAsync(UnixSignal.Kill);

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    /// <summary>A migrated database: a copy of one that is migrated once per server.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync() => await CreateAsync(await _migrated.Value);

    public Task<TestDatabase> CreateEmptyDatabaseAsync() => CreateAsync(template: "template0");

    public async ValueTask DisposeAsync()
    {
        if (_server is { HasExited: false })
        {
            await EndAsync(UnixSignal.Quit);
        }

        _folder.Dispose();
    }

    internal async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{ConnectionString("postgres")};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<string> CreateTemplateAsync()
    {
        var template = await CreateEmptyDatabaseAsync();
        await TestSchema.MigrateAsync($"{template.ConnectionString};Pooling=false");
        return template.Name;
    }

    private async Task<TestDatabase> CreateAsync(string template)
    {
        var name = $"test_{Guid.NewGuid():N}";
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template}");
        return new TestDatabase(this, name);
    }

    private async Task EndAsync(UnixSignal signal)
    {
        await _server!.EndAsync(signal, TimeSpan.FromSeconds(30));
        await _server.DisposeAsync();
    }

    // A killed postmaster's sessions notice its death a moment later, and a new one refuses the data until they have gone.
    private async Task<bool> TryStartAsync()
    {
        var command = _place.Account.Run(new Command(_binaries.Postgres, ["-D", _place.Data, .. Settings()]));
        _server = ChildProcess.Start(command.File, command.Arguments, whenAbandoned: UnixSignal.Quit);
        try
        {
            await _server.LineAsync("database system is ready to accept connections", TimeSpan.FromSeconds(60));
            return true;
        }
        catch (TimeoutException refusal) when (refusal.Message.Contains("shared memory", StringComparison.Ordinal))
        {
            await _server.DisposeAsync();
            return false;
        }
    }

    private static async Task<TestPostgres> PrepareAsync()
    {
        var folder = new TemporaryFolder("postgres");
        var place = new PostgresFolder(folder.Path, await ServerAccount.ChooseAsync(folder.Path, CancellationToken.None));
        await place.Account.TakeOverAsync(folder.Path, CancellationToken.None);
        var stated = Environment.GetEnvironmentVariable("PINNOKIO_POSTGRES_BIN");
        var binaries = await new BinariesSearch(BinariesSources.OfThisMachine(), place, NullLogger.Instance).FindAsync(
            stated,
            dataMajor: null,
            CancellationToken.None
        );
        string[] arguments = ["-D", place.Data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"];
        var initialise = place.Account.Run(new Command(binaries.InitDb, arguments));
        await ChildProcess.RunAsync(initialise.File, initialise.Arguments);
        return new TestPostgres(folder, place, binaries);
    }

    // No fsync: the machine does not crash under a test. Commits still reach the system's cache, so a killed server keeps them.
    private IEnumerable<string> Settings() =>
        new[]
        {
            $"port={Port}",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=off",
            "full_page_writes=off",
            "max_connections=300",
            "shared_buffers=64MB",
            "timezone=UTC",
            "log_timezone=UTC",
            "logging_collector=off",
            "log_destination=stderr",
            "lc_messages=C",
        }.SelectMany(setting => new[] { "-c", setting });
}
