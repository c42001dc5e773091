using Pinnokio.Infrastructure.Postgres.Embedded;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Postgres.Embedded;

/// <summary>Each of these holds for root and for an ordinary user, by different means.</summary>
public sealed class EmbeddedPostgresAccountTests(InitialisedHome initialised) : IClassFixture<InitialisedHome>, IDisposable
{
    private readonly TemporaryHome _home = new(othersMayEnter: false);

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task KeepsData_InAFolderThatNobodyElseMayEnter()
    {
        await using (var first = await _home.StartAsync())
        {
            await first.ExecuteAsync("CREATE TABLE kept AS SELECT 7 AS x");
        }

        await using var second = await _home.StartAsync();

        (await second.ScalarAsync<int>("SELECT x FROM kept")).ShouldBe(7);
        var (owner, mode) = await FileOwner.OfAsync(await DataFolderAsync(second), CancellationToken.None);
        owner.ShouldNotBe(0u);
        mode.ShouldStartWith("drwx------");
    }

    [Fact]
    public async Task ServesOtherData_OnACopiedHome()
    {
        await using var original = await _home.StartAsync();
        await original.StopServerAsync();
        using var copy = new TemporaryHome(othersMayEnter: false) { Surroundings = _home.Surroundings };
        await ChildProcess.RunAsync("cp", "-Rp", _home.Path, copy.Path);
        await original.StartServerAsync(CancellationToken.None);

        var refusal = await Record.ExceptionAsync(async () =>
        {
            await using var server = await copy.StartAsync();
            (await DataFolderAsync(server)).ShouldNotBe(await DataFolderAsync(original));
        });

        (refusal?.Message ?? "copy").ShouldContain("copy");
    }

    [Fact]
    public async Task ServesTheCopiedData_WhenTheyLieInTheCopy()
    {
        using var reachable = new TemporaryHome();
        await initialised.CopyToAsync(reachable);
        using var copy = new TemporaryHome();
        await ChildProcess.RunAsync("cp", "-R", reachable.Path, copy.Path);

        await using var server = await copy.StartAsync();

        (await server.ScalarAsync<int>("SELECT x FROM kept")).ShouldBe(7);
        (await DataFolderAsync(server)).ShouldStartWith(copy.Path);
    }

    [Fact]
    public async Task TakesItsDataAlong_WhenTheHomeIsMoved()
    {
        await using (var first = await _home.StartAsync())
        {
            await first.ExecuteAsync("CREATE TABLE kept AS SELECT 7 AS x");
        }
        var moved = _home.Path + "-moved";
        Directory.Move(_home.Path, moved);
        _home.Path = moved;

        await using var server = await _home.StartAsync();

        (await server.ScalarAsync<int>("SELECT x FROM kept")).ShouldBe(7);
    }

    [Fact]
    public async Task StartsEmpty_WhenTheHomeWasDeleted()
    {
        await using (var first = await _home.StartAsync())
        {
            await first.ExecuteAsync("CREATE TABLE kept AS SELECT 7 AS x");
        }
        Directory.Delete(_home.Path, recursive: true);

        await using var server = await _home.StartAsync();

        (await server.ScalarAsync<bool>("SELECT to_regclass('kept') IS NULL")).ShouldBeTrue();
    }

    [Fact]
    public async Task PutsNothing_WhereOthersMayWrite()
    {
        var stateRoot = Directory.CreateDirectory(_home.Surroundings.StateRoot).FullName;
        Modes.Add(stateRoot, UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);

        await Record.ExceptionAsync(async () => await (await _home.StartAsync()).DisposeAsync());

        Directory.GetFileSystemEntries(stateRoot).ShouldBeEmpty();
    }

    [Fact]
    public async Task SwitchesAccount_ByEveryTool()
    {
        var entry = new PasswdEntry("nobody", 65534, 65534);

        var seen = new List<string>();
        foreach (var account in ServerAccount.Candidates(entry).Where(_ => ServerAccount.IsNeeded).Append(ServerAccount.Own))
        {
            var result = await account.Run(new Command("sh", "-c", "echo \"$0 $1\"", "-x", "a b $c")).RunAsync(CancellationToken.None);
            seen.Add(result.Output);
        }

        seen.ShouldAllBe(output => output == "-x a b $c");
        seen.Count.ShouldBe(ServerAccount.IsNeeded ? 4 : 1);
    }

    private static Task<string> DataFolderAsync(EmbeddedPostgres server) => server.ScalarAsync<string>("SHOW data_directory");
}
