using System.Globalization;

namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>The account that the server runs under: our own, or an unprivileged one when we are root, which PostgreSQL refuses.</summary>
internal sealed class ServerAccount
{
    public static readonly ServerAccount Own = new("", 0, 0, []);

    private readonly uint _uid;
    private readonly uint _gid;
    private readonly IReadOnlyList<string> _switch;

    private ServerAccount(string name, uint uid, uint gid, IReadOnlyList<string> switchCommand) =>
        (Name, _uid, _gid, _switch) = (name, uid, gid, switchCommand);

    public static bool IsNeeded => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    public string Name { get; }

    public bool IsOwn => _switch.Count == 0;

    /// <summary>The owner of data that exists already, else the first account made for such work.</summary>
    public static async Task<ServerAccount> ChooseAsync(string existingData, CancellationToken ct)
    {
        if (!IsNeeded)
        {
            return Own;
        }
        var owner = Directory.Exists(existingData) ? (await FileOwner.OfAsync(existingData, ct)).Uid : 0;
        var accounts = await PasswdFile.ReadAsync(ct);
        var candidates = owner != 0 ? accounts.Where(a => a.Uid == owner) : PasswdFile.Unprivileged(accounts);
        foreach (var candidate in candidates.SelectMany(Candidates))
        {
            var answer = await candidate.Run(new Command("id", "-u") { WorkingFolder = "/" }).RunAsync(ct);
            if (answer.Succeeded && answer.Output == candidate._uid.ToString(CultureInfo.InvariantCulture))
            {
                return candidate;
            }
        }
        throw new EmbeddedPostgresException(
            owner != 0
                ? $"{existingData} belongs to uid {owner}, and Pinnokio (root) could not start the server under that account."
                : "PostgreSQL refuses to run as root, and no other account could be used (tried postgres, nobody, daemon by setpriv, runuser and su). "
                    + "Start Pinnokio as an ordinary user, or set NEON_DATABASE_URL to use a server that already runs."
        );
    }

    public Command Run(Command command) =>
        IsOwn ? command : command with { File = _switch[0], Arguments = [.. _switch.Skip(1), command.File, .. command.Arguments] };

    public async Task<bool> MayEnterAsync(string folder, CancellationToken ct) =>
        IsOwn || (await Run(new Command("test", "-x", folder) { WorkingFolder = "/" }).RunAsync(ct)).Succeeded;

    /// <summary>Gives a file or folder that we have just made to the account.</summary>
    public Task TakeOverAsync(string path, CancellationToken ct) => ChangeOwnerAsync(path, ct, "-h");

    /// <summary>Data that root copied into place would be refused by the server.</summary>
    public async Task TakeOverFromRootAsync(string data, CancellationToken ct)
    {
        if (!IsOwn && (await FileOwner.OfAsync(data, ct)).Uid == 0)
        {
            await ChangeOwnerAsync(data, ct, "-h", "-R");
        }
    }

    private async Task ChangeOwnerAsync(string path, CancellationToken ct, params string[] options)
    {
        if (IsOwn)
        {
            return;
        }
        var owner = string.Create(CultureInfo.InvariantCulture, $"{_uid}:{_gid}");
        var result = await new Command("chown", [.. options, owner, path]).RunAsync(ct);
        if (!result.Succeeded)
        {
            throw new EmbeddedPostgresException($"Could not give {path} to the account {Name}: {result.Output}");
        }
    }

    /// <summary>The ways to become that account. setpriv replaces itself with the program and touches nothing else, so it comes first.</summary>
    internal static IEnumerable<ServerAccount> Candidates(PasswdEntry account)
    {
        var uid = account.Uid.ToString(CultureInfo.InvariantCulture);
        var gid = account.Gid.ToString(CultureInfo.InvariantCulture);
        string[][] commands =
        [
            ["setpriv", $"--reuid={uid}", $"--regid={gid}", "--clear-groups", "--"],
            ["runuser", "-u", account.Name, "--"],
            ["su", "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--", account.Name],
        ];
        return commands.Select(command => new ServerAccount(account.Name, account.Uid, account.Gid, command));
    }
}
