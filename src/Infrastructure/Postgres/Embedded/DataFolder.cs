using System.Globalization;
using Microsoft.Extensions.Logging;
using Pinnokio.Infrastructure.Settings;

namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>Makes the data folder, whole or not at all.</summary>
internal sealed class DataFolder(PostgresFolder folder, TimeProvider clock, ILogger log)
{
    public const string Superuser = "pinnokio";
    private const string UnfinishedPrefix = "postgres.new-";

    /// <summary>The version that made the data, or null when there is none; leftovers of a broken initialisation are cleared.</summary>
    public async Task<int?> FindAsync(CancellationToken ct)
    {
        ClearUnfinished();
        if (!Directory.Exists(folder.Data))
        {
            return null;
        }
        await folder.Account.TakeOverFromRootAsync(folder.Data, ct);
        var versionFile = Path.Combine(folder.Data, "PG_VERSION");
        if (File.Exists(versionFile) && File.Exists(Path.Combine(folder.Data, "global", "pg_control")))
        {
            var version = (await File.ReadAllTextAsync(versionFile, ct)).Trim();
            return int.Parse(version.Split('.')[0], CultureInfo.InvariantCulture);
        }
        SetAside();
        return null;
    }

    public async Task InitialiseAsync(PostgresBinaries binaries, string password, bool durable, CancellationToken ct)
    {
        log.LogInformation("Initialising a PostgreSQL {Major} data folder in {Folder}", binaries.Major, folder.Data);
        var unfinished = Path.Combine(folder.Path, UnfinishedPrefix + Path.GetRandomFileName());
        var passwordFile = unfinished + ".password";
        await PrivateFile.WriteAsync(passwordFile, password + "\n", ct);
        await folder.Account.TakeOverAsync(passwordFile, ct);
        CommandResult? result = null;
        foreach (var locale in Locales(binaries.Major))
        {
            PrivateFile.CreateFolder(unfinished);
            await folder.Account.TakeOverAsync(unfinished, ct);
            string[] arguments = [.. Arguments(unfinished, passwordFile, durable), .. locale];
            result = await folder.Account.Run(new Command(binaries.InitDb, arguments) { WorkingFolder = folder.Path }).RunAsync(ct);
            if (result.Succeeded)
            {
                break;
            }
            Discard(unfinished);
        }
        File.Delete(passwordFile);
        if (result is not { Succeeded: true })
        {
            throw new EmbeddedPostgresException($"initdb could not make a data folder in {folder.Path}:\n{result?.Output}");
        }
        Directory.Move(unfinished, folder.Data);
    }

    private static string[] Arguments(string target, string passwordFile, bool durable) =>
        [
            "-D",
            target,
            "-U",
            Superuser,
            "--pwfile",
            passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--data-checksums",
            .. durable ? Array.Empty<string>() : ["--no-sync"],
        ];

    /// <summary>Sorting by code point everywhere; upper and lower case of all letters where the platform offers it.</summary>
    private static IEnumerable<string[]> Locales(int major)
    {
        if (major >= 17)
        {
            yield return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
        }
        yield return ["--locale=C", "--lc-ctype=C.UTF-8"];
        yield return ["--locale=C"];
    }

    /// <summary>What an initdb that still runs after its starter was killed writes meanwhile is left for the next start.</summary>
    private void ClearUnfinished()
    {
        foreach (var leftover in Directory.EnumerateFileSystemEntries(folder.Path, UnfinishedPrefix + "*").ToArray())
        {
            try
            {
                Discard(leftover);
            }
            catch (IOException busy)
            {
                log.LogDebug(busy, "Could not remove {Leftover}", leftover);
            }
        }
    }

    private static void Discard(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }

    /// <summary>Without its control file no server can open it; it is kept beside, in case somebody wants to look.</summary>
    private void SetAside()
    {
        if (!Directory.EnumerateFileSystemEntries(folder.Data).Any())
        {
            Directory.Delete(folder.Data);
            return;
        }
        var aside = string.Create(CultureInfo.InvariantCulture, $"{folder.Data}.incomplete-{clock.GetUtcNow():yyyyMMddHHmmss}");
        Directory.Move(folder.Data, aside);
        log.LogWarning("{Data} was not a complete PostgreSQL data folder; it now stands in {Aside}", folder.Data, aside);
    }
}
