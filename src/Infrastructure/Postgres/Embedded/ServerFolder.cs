using System.Security.Cryptography;
using System.Text;

namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>
/// The folder that holds data, log and fetched binaries: the home itself, or, when the server's account may not enter the home,
/// a folder under the system's state folder that is bound to this home.
/// </summary>
internal sealed record ServerFolder(string Path, ServerAccount Account)
{
    private const string RecordName = "postgres-folder";
    private const string BackReferenceName = "home";

    /// <summary>Others may pass through, not list: all that lies inside carries its own, stricter mode.</summary>
    private const UnixFileMode PassThrough =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Data => System.IO.Path.Combine(Path, "postgres");

    public string Log => System.IO.Path.Combine(Path, "postgres.log");

    public string Binaries => System.IO.Path.Combine(Path, "postgres-binaries");

    public static void CreateHome(string home) => CreateFolder(home, ServerAccount.IsNeeded ? PassThrough : OwnerOnly);

    public static async Task<ServerFolder> ChooseAsync(string home, string stateRoot, CancellationToken ct)
    {
        if (!ServerAccount.IsNeeded)
        {
            return new ServerFolder(home, ServerAccount.Own);
        }
        var inHome = new ServerFolder(home, await ServerAccount.ChooseAsync(System.IO.Path.Combine(home, "postgres"), ct));
        var record = System.IO.Path.Combine(home, RecordName);
        if (!File.Exists(record) && await inHome.Account.MayEnterAsync(home, ct))
        {
            return inHome;
        }
        if (Directory.Exists(inHome.Data))
        {
            throw new EmbeddedPostgresException(
                $"The data in {inHome.Data} cannot be reached by the account {inHome.Account.Name}, which must run the server because root may not. "
                    + $"Let others pass through the folders above it (chmod o+x), or start Pinnokio as the account that made it."
            );
        }
        return await OutsideAsync(home, record, stateRoot, ct);
    }

    private static async Task<ServerFolder> OutsideAsync(string home, string record, string stateRoot, CancellationToken ct)
    {
        var recorded = File.Exists(record) ? (await File.ReadAllTextAsync(record, ct)).Trim() : null;
        var folder = recorded ?? System.IO.Path.Combine(stateRoot, Digest(home));
        CreateFolder(stateRoot, PassThrough);
        await RequireOursAsync(stateRoot, ct);
        CreateFolder(folder, PassThrough);
        await RequireOursAsync(folder, ct);
        await BindAsync(folder, home, ct);
        await File.WriteAllTextAsync(record, folder + "\n", ct);
        return new ServerFolder(folder, await ServerAccount.ChooseAsync(System.IO.Path.Combine(folder, "postgres"), ct));
    }

    /// <summary>A copied home must not share the original's data; a moved one takes its data along.</summary>
    private static async Task BindAsync(string folder, string home, CancellationToken ct)
    {
        var backReference = System.IO.Path.Combine(folder, BackReferenceName);
        var bound = File.Exists(backReference) ? (await File.ReadAllTextAsync(backReference, ct)).Trim() : home;
        if (bound != home && File.Exists(System.IO.Path.Combine(bound, RecordName)))
        {
            throw new EmbeddedPostgresException(
                $"{home} looks like a copy of {bound}: both point at the data in {folder}. Delete {System.IO.Path.Combine(home, RecordName)} to start this one with empty data."
            );
        }
        await File.WriteAllTextAsync(backReference, home + "\n", ct);
    }

    private static async Task RequireOursAsync(string folder, CancellationToken ct)
    {
        var (uid, mode) = await FileOwner.OfAsync(folder, ct);
        if (uid != 0 || mode[0] != 'd' || mode[5] == 'w' || mode[8] == 'w')
        {
            throw new EmbeddedPostgresException(
                $"{folder} is not a folder that root alone may write ({mode}, uid {uid}), so no data is put there. Remove it, or set PINNOKIO_HOME to a folder that other accounts may enter."
            );
        }
    }

    private static void CreateFolder(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, mode);
        }
    }

    private static string Digest(string home) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(home)))[..24];
}
