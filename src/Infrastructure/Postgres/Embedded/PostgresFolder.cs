using System.Security.Cryptography;
using System.Text;
using Pinnokio.Infrastructure.Settings;

namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>
/// The folder that holds data, log and fetched binaries: the home itself, or, when the server's account may not enter the home,
/// a folder under the system's state folder that is bound to this home.
/// </summary>
internal sealed record PostgresFolder(string Path, ServerAccount Account)
{
    private const string RecordName = "postgres-folder";
    private const string BackReferenceName = "home";

    public string Data => System.IO.Path.Combine(Path, "postgres");

    public string Log => System.IO.Path.Combine(Path, "postgres.log");

    public string Binaries => System.IO.Path.Combine(Path, "postgres-binaries");

    public static void CreateHome(string home)
    {
        if (ServerAccount.IsNeeded)
        {
            PrivateFile.CreatePassage(home);
        }
        else
        {
            PrivateFile.CreateFolder(home);
        }
    }

    public static async Task<PostgresFolder> ChooseAsync(string home, EmbeddedPostgresSurroundings surroundings, CancellationToken ct)
    {
        if (!ServerAccount.IsNeeded)
        {
            return new PostgresFolder(home, ServerAccount.Own);
        }
        var record = System.IO.Path.Combine(home, RecordName);
        if (File.Exists(record))
        {
            return await OutsideAsync(home, (await File.ReadAllTextAsync(record, ct)).Trim(), ct);
        }
        var inHome = await WithAccountAsync(home, ct);
        if (await inHome.Account.MayEnterAsync(home, ct))
        {
            return inHome;
        }
        if (Directory.Exists(inHome.Data))
        {
            throw new EmbeddedPostgresException(
                $"The data in {inHome.Data} cannot be reached by the account {inHome.Account.Name}, which must run the server because root may not. "
                    + "Let others pass through the folders above it (chmod o+x), or start Pinnokio as the account that made it."
            );
        }
        PrivateFile.CreatePassage(surroundings.StateRoot);
        var outside = await OutsideAsync(home, System.IO.Path.Combine(surroundings.StateRoot, Digest(home)), ct);
        await outside.SetOrphanAsideAsync(surroundings.Clock, ct);
        await File.WriteAllTextAsync(record, outside.Path + "\n", ct);
        return outside;
    }

    private static async Task<PostgresFolder> OutsideAsync(string home, string path, CancellationToken ct)
    {
        await RequireRootsAsync(System.IO.Path.GetDirectoryName(path)!, ct);
        PrivateFile.CreatePassage(path);
        await RequireRootsAsync(path, ct);
        await BindAsync(path, home, ct);
        var folder = await WithAccountAsync(path, ct);
        return await folder.Account.MayEnterAsync(path, ct)
            ? folder
            : throw new EmbeddedPostgresException(
                $"PostgreSQL cannot run as root, and the account {folder.Account.Name} may enter neither {home} nor {path}. "
                    + "Set PINNOKIO_HOME to a folder that other accounts may enter."
            );
    }

    private static async Task<PostgresFolder> WithAccountAsync(string path, CancellationToken ct) =>
        new(path, await ServerAccount.ChooseAsync(System.IO.Path.Combine(path, "postgres"), ct));

    /// <summary>A copied home must not share the original's data; a moved one takes its data along.</summary>
    private static async Task BindAsync(string folder, string home, CancellationToken ct)
    {
        var backReference = System.IO.Path.Combine(folder, BackReferenceName);
        var bound = File.Exists(backReference) ? (await File.ReadAllTextAsync(backReference, ct)).Trim() : home;
        var record = System.IO.Path.Combine(bound, RecordName);
        if (bound != home && File.Exists(record) && (await File.ReadAllTextAsync(record, ct)).Trim() == folder)
        {
            throw new EmbeddedPostgresException(
                $"{home} looks like a copy of {bound}: both point at the data in {folder}. "
                    + $"Delete {System.IO.Path.Combine(home, RecordName)} to start this one with empty data."
            );
        }
        await File.WriteAllTextAsync(backReference, home + "\n", ct);
    }

    /// <summary>The home that these data belonged to was deleted, which means a fresh start; the last such data are kept beside.</summary>
    private async Task SetOrphanAsideAsync(TimeProvider clock, CancellationToken ct)
    {
        if (!Directory.Exists(Data))
        {
            return;
        }
        await new Postmaster(this, clock).AbortAsync(ct);
        var aside = Data + ".orphan";
        if (Directory.Exists(aside))
        {
            Directory.Delete(aside, recursive: true);
        }
        Directory.Move(Data, aside);
    }

    private static async Task RequireRootsAsync(string folder, CancellationToken ct)
    {
        var (uid, mode) = await FileOwner.OfAsync(folder, ct);
        if (uid != 0 || mode[0] != 'd' || mode[5] == 'w' || mode[8] == 'w')
        {
            throw new EmbeddedPostgresException(
                $"{folder} is not a folder that root alone may write ({mode}, uid {uid}), so no data is put there. "
                    + "Remove it, or set PINNOKIO_HOME to a folder that other accounts may enter."
            );
        }
    }

    private static string Digest(string home) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(home)))[..24];
}
