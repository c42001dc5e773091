using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Pinnokio.Infrastructure.Postgres.Embedded;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Postgres.Embedded;

public sealed class EmbeddedPostgresRecoveryTests(InitialisedHome initialised) : IClassFixture<InitialisedHome>, IAsyncLifetime, IDisposable
{
    private readonly TemporaryHome _home = new();

    public Task InitializeAsync() => initialised.CopyToAsync(_home);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task AdoptsServer_WhenItsStarterWasKilled()
    {
        await using var holder = await HomeHolder.StartAsync(_home.Path);
        var pid = _home.ServerPid();
        await holder.KillAsync();
        Postmaster.IsAlive(pid).ShouldBeTrue();

        var server = await _home.StartAsync();

        server.Adopted.ShouldBeTrue();
        _home.ServerPid().ShouldBe(pid);
        (await server.ScalarAsync<int>("SELECT 1")).ShouldBe(1);
        await server.DisposeAsync();
        Postmaster.IsAlive(pid).ShouldBeFalse();
    }

    [Fact]
    public async Task KeepsCommittedData_WhenServerWasKilledToo()
    {
        await using var holder = await HomeHolder.StartAsync(_home.Path);
        var pid = _home.ServerPid();
        await holder.KillAsync();
        await ChildProcess.RunAsync("sh", "-c", $"kill -9 {pid}");

        await using var server = await _home.StartAsync();

        server.Adopted.ShouldBeFalse();
        (await server.ScalarAsync<int>("SELECT x FROM kept")).ShouldBe(7);
    }

    [Fact]
    public async Task DeadServerCountsAsDead_WhenNobodyCollectsIt()
    {
        await using var parent = ChildProcess.Start("sh", ["-c", "tail -f /dev/null & echo $!; exec tail -f /dev/null"]);
        var pid = int.Parse(await parent.LineAsync(_ => true), CultureInfo.InvariantCulture);
        await Eventually.HoldsAsync(async () => await PsAsync("comm=", parent.Pid) == "tail");
        Postmaster.IsAlive(pid).ShouldBeTrue();

        await ChildProcess.RunAsync("sh", "-c", $"kill -9 {pid}");

        await Eventually.HoldsAsync(async () => (await PsAsync("stat=", pid)).StartsWith('Z'));
        Postmaster.IsAlive(pid).ShouldBeFalse();
    }

    [Fact]
    public async Task ServerHearsNoCtrlCOfOurTerminal()
    {
        await using var server = await _home.StartAsync();

        (await PsAsync("pgid=", _home.ServerPid())).ShouldNotBe(await PsAsync("pgid=", Environment.ProcessId));
    }

    [Fact]
    public async Task Starts_WhenAStalePidBelongsToAnotherProcessByNow()
    {
        using var otherHome = new TemporaryHome();
        await initialised.CopyToAsync(otherHome);
        await using var other = await otherHome.StartAsync();
        var stale = await File.ReadAllTextAsync(otherHome.PostmasterFile);
        await File.WriteAllTextAsync(_home.PostmasterFile, stale.Replace(otherHome.Path, _home.Path, StringComparison.Ordinal));

        await using var server = await _home.StartAsync();

        server.Adopted.ShouldBeFalse();
        server.ConnectionString.ShouldNotBe(other.ConnectionString);
        (await other.ScalarAsync<int>("SELECT 1")).ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2147483646\nwhatever\n")]
    [InlineData("not a number\n")]
    public async Task Starts_WhenTheLockFileIsOfNoUse(string content)
    {
        await File.WriteAllTextAsync(_home.PostmasterFile, content);

        await using var server = await _home.StartAsync();

        server.Adopted.ShouldBeFalse();
    }

    [Fact]
    public async Task StartsAfresh_WhenInitialisationBrokeOff()
    {
        var leftover = Directory.CreateDirectory(Path.Combine(_home.Path, "postgres.new-abc")).FullName;
        await File.WriteAllTextAsync(Path.Combine(leftover, "PG_VERSION"), "15\n");
        await File.WriteAllTextAsync(leftover + ".password", "secret");
        File.Delete(Path.Combine(_home.Path, "postgres", "global", "pg_control"));

        await using var server = await _home.StartAsync();

        (await server.ScalarAsync<bool>("SELECT to_regclass('kept') IS NULL")).ShouldBeTrue();
        Directory.GetFileSystemEntries(_home.Path, "postgres.new-*").ShouldBeEmpty();
        Directory.GetDirectories(_home.Path, "postgres.incomplete-*").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task StartsAfresh_WhenKilledInTheMiddleOfInitialisation()
    {
        using var home = new TemporaryHome();
        await using (var holder = ChildProcess.Start("dotnet", [typeof(HomeHolder).Assembly.Location, home.Path]))
        {
            await Eventually.HoldsAsync(() =>
                Directory.Exists(home.Path) && Directory.GetDirectories(home.Path, "postgres.new-*").Length > 0
            );
            await holder.KillAsync();
        }

        await using var server = await home.StartAsync();

        (await server.ScalarAsync<int>("SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task SetsThePasswordAnew_WhenItWasLost()
    {
        File.Delete(Path.Combine(_home.Path, "postgres-password"));

        await using var server = await _home.StartAsync();

        (await server.ScalarAsync<int>("SELECT x FROM kept")).ShouldBe(7);
    }

    [Fact]
    public async Task LeavesNothingBehind_WhenTheStartIsCancelled()
    {
        using var cancelled = new CancellationTokenSource();
        var free = _home.Surroundings.PickPort;
        _home.Surroundings = _home.Surroundings with
        {
            PickPort = () =>
            {
                cancelled.Cancel();
                return free();
            },
        };

        await Should.ThrowAsync<OperationCanceledException>(
            EmbeddedPostgres.StartAsync(_home.Options, _home.Surroundings, NullLogger.Instance, cancelled.Token)
        );

        File.Exists(_home.PostmasterFile).ShouldBeFalse();
        _home.Surroundings = _home.Surroundings with { PickPort = free };
        await using var next = await _home.StartAsync();
        next.Adopted.ShouldBeFalse();
    }

    private static async Task<string> PsAsync(string field, int pid) =>
        (await ChildProcess.RunAsync("ps", "-o", field, "-p", $"{pid}")).Trim();
}
