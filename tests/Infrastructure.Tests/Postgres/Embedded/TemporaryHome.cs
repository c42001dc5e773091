using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Pinnokio.Infrastructure.Postgres.Embedded;

namespace Pinnokio.Infrastructure.Tests.Postgres.Embedded;

/// <summary>A home for one test, under a name that would break a careless shell command, removed with all that stands beside it.</summary>
internal sealed class TemporaryHome : IDisposable
{
    private readonly string _top;

    public TemporaryHome(bool othersMayEnter = true, string parentName = "my $home `x` \"q\" é")
    {
        _top = Directory.CreateTempSubdirectory("pinnokio-home-").FullName;
        var parent = Directory.CreateDirectory(System.IO.Path.Combine(_top, parentName)).FullName;
        Path = System.IO.Path.Combine(parent, ".pinnokio");
        Surroundings = new EmbeddedPostgresSurroundings { StateRoot = System.IO.Path.Combine(_top, "state") };
        Modes.Add(_top, UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        if (!othersMayEnter)
        {
            Modes.Set(parent, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public string Path { get; set; }

    public EmbeddedPostgresSurroundings Surroundings { get; set; }

    public string PostmasterFile => System.IO.Path.Combine(Path, "postgres", "postmaster.pid");

    public EmbeddedPostgresOptions Options => new(Path, null) { Durable = false };

    public Task<EmbeddedPostgres> StartAsync() =>
        EmbeddedPostgres.StartAsync(Options, Surroundings, NullLogger.Instance, CancellationToken.None);

    public int ServerPid() => int.Parse(File.ReadLines(PostmasterFile).First(), System.Globalization.CultureInfo.InvariantCulture);

    public string Beside(string name) => System.IO.Path.Combine(_top, name);

    public void Dispose() => Directory.Delete(_top, recursive: true);
}

internal static class Modes
{
    public static UnixFileMode Of(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    public static void Add(string path, UnixFileMode mode) => Set(path, Of(path) | mode);

    public static void Set(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}

internal static class EmbeddedPostgresQueries
{
    public static async Task ExecuteAsync(this EmbeddedPostgres server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<T> ScalarAsync<T>(this EmbeddedPostgres server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
