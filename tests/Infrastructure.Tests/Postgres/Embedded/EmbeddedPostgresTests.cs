using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Pinnokio.Infrastructure.Postgres.Embedded;

namespace Pinnokio.Infrastructure.Tests.Postgres.Embedded;

public sealed class EmbeddedPostgresTests(InitialisedHome initialised) : IClassFixture<InitialisedHome>, IAsyncLifetime, IDisposable
{
    private const UnixFileMode OwnerReadsAndWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryHome _home = new();

    public Task InitializeAsync() => initialised.CopyToAsync(_home);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task LetsInByLoopbackAndPasswordAlone()
    {
        await using var server = await _home.StartAsync();

        server.Adopted.ShouldBeFalse();
        (await server.ScalarAsync<string>("SELECT current_database()::text")).ShouldBe("pinnokio");
        (await server.ScalarAsync<string>("SHOW listen_addresses")).ShouldBe("127.0.0.1");
        (await server.ScalarAsync<string>("SHOW unix_socket_directories")).ShouldBeEmpty();
        (await server.ScalarAsync<string>("SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules")).ShouldBe("scram-sha-256");
        var guess = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "guess", Pooling = false };
        await using var intruder = new NpgsqlConnection(guess.ConnectionString);
        (await Should.ThrowAsync<PostgresException>(intruder.OpenAsync())).SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    [Fact]
    public async Task StoresUnicodeByCodePoint_UnderChecksums()
    {
        await using var server = await _home.StartAsync();

        (await server.ScalarAsync<string>("SHOW server_encoding")).ShouldBe("UTF8");
        (await server.ScalarAsync<string>("SHOW data_checksums")).ShouldBe("on");
        (await server.ScalarAsync<bool>("SELECT 'Z' < 'a' AND 'z' < 'é'")).ShouldBeTrue();
        (await server.ScalarAsync<string>("SELECT lower('ÉÄ')")).ShouldBe("éä");
    }

    [Fact]
    public async Task IsDurable_UnlessTestsSayOtherwise()
    {
        await using (var quick = await _home.StartAsync())
        {
            (await quick.ScalarAsync<string>("SHOW fsync")).ShouldBe("off");
        }
        var options = new EmbeddedPostgresOptions(_home.Path, null);

        await using var durable = await EmbeddedPostgres.StartAsync(options, NullLogger.Instance, CancellationToken.None);

        (await durable.ScalarAsync<string>("SHOW fsync")).ShouldBe("on");
        (await durable.ScalarAsync<string>("SHOW full_page_writes")).ShouldBe("on");
        (await durable.ScalarAsync<string>("SHOW synchronous_commit")).ShouldBe("on");
    }

    [Fact]
    public async Task KeepsData_OverARestart()
    {
        await using (var first = await _home.StartAsync())
        {
            await first.ExecuteAsync("CREATE TABLE fresh AS SELECT 8 AS x");
        }

        await using var second = await _home.StartAsync();

        second.Adopted.ShouldBeFalse();
        (await second.ScalarAsync<int>("SELECT kept.x + fresh.x FROM kept, fresh")).ShouldBe(15);
    }

    [Fact]
    public async Task LeavesNoProcess_WhenDisposed()
    {
        var server = await _home.StartAsync();
        var pid = _home.ServerPid();
        Postmaster.IsAlive(pid).ShouldBeTrue();

        await server.DisposeAsync();

        Postmaster.IsAlive(pid).ShouldBeFalse();
        File.Exists(_home.PostmasterFile).ShouldBeFalse();
    }

    [Fact]
    public async Task ReturnsOnTheSamePort_WhenTakenAwayForATest()
    {
        await using var server = await _home.StartAsync();
        await server.StopServerAsync();
        await Should.ThrowAsync<NpgsqlException>(server.ScalarAsync<int>("SELECT 1"));

        await server.StartServerAsync(CancellationToken.None);

        (await server.ScalarAsync<int>("SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task RunsHomesSideBySide()
    {
        using var otherHome = new TemporaryHome();
        await initialised.CopyToAsync(otherHome);
        await using var server = await _home.StartAsync();
        await using var other = await otherHome.StartAsync();
        await server.ExecuteAsync("CREATE TABLE here AS SELECT 1 AS x");

        (await other.ScalarAsync<bool>("SELECT to_regclass('here') IS NULL")).ShouldBeTrue();
    }

    [Fact]
    public async Task RefusesSecondProcess_OnTheSameHome()
    {
        await using var holder = await HomeHolder.StartAsync(_home.Path);

        var refusal = await Should.ThrowAsync<EmbeddedPostgresException>(_home.StartAsync());

        refusal.Message.ShouldContain($"pid {holder.Pid}");
        refusal.Message.ShouldContain("PINNOKIO_HOME");
        await holder.KillAsync();
        await using var next = await _home.StartAsync();
        next.Adopted.ShouldBeTrue();
    }

    [Fact]
    public async Task TriesAnotherPort_WhenTheFirstIsTaken()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var takenPort = ((IPEndPoint)taken.LocalEndpoint).Port;
        var free = _home.Surroundings.PickPort;
        var picks = 0;
        _home.Surroundings = _home.Surroundings with { PickPort = () => picks++ == 0 ? takenPort : free() };

        await using var server = await _home.StartAsync();

        picks.ShouldBe(2);
        new NpgsqlConnectionStringBuilder(server.ConnectionString).Port.ShouldNotBe(takenPort);
    }

    [Fact]
    public async Task KeepsSecretsFromOtherAccounts()
    {
        await using var server = await _home.StartAsync();

        foreach (var name in new[] { "postgres-password", "postgres.log", "pinnokio.lock" })
        {
            Modes.Of(Path.Combine(_home.Path, name)).ShouldBe(OwnerReadsAndWrites, name);
        }
        Modes.Of(Path.Combine(_home.Path, "postgres")).ShouldBe(OwnerReadsAndWrites | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task QuotesTheServersLastWords_WhenItDoesNotStart()
    {
        await File.AppendAllTextAsync(Path.Combine(_home.Path, "postgres", "postgresql.conf"), "no_such_setting = 1\n");

        var failure = await Should.ThrowAsync<EmbeddedPostgresException>(_home.StartAsync());

        failure.Message.ShouldContain("no_such_setting");
        failure.Message.ShouldContain(Path.Combine(_home.Path, "postgres.log"));
    }

    [Fact]
    public async Task BeginsANewLog_WhenTheOldOneHasGrown()
    {
        var log = Path.Combine(_home.Path, "postgres.log");
        await File.AppendAllTextAsync(log, new string('x', 1 << 20));

        await using var server = await _home.StartAsync();

        new FileInfo(log).Length.ShouldBeLessThan(1 << 16);
        new FileInfo(log + ".1").Length.ShouldBeGreaterThan(1 << 20);
    }
}
