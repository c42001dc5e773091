using System.Globalization;
using System.Text.RegularExpressions;

namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>One usable set of server programs.</summary>
internal sealed partial record PostgresBinaries(string Folder, int Major)
{
    public const int OldestMajor = 13;

    private static readonly string[] _extensions = ["btree_gist", "pg_trgm"];

    public string InitDb => Program(Folder, "initdb");

    public string PgCtl => Program(Folder, "pg_ctl");

    public string Postgres => Program(Folder, "postgres");

    public static bool LooksLikeServer(string folder) =>
        File.Exists(Program(folder, "initdb")) || File.Exists(Program(folder, "postgres")) || File.Exists(Program(folder, "pg_ctl"));

    /// <summary>Runs the programs under the account that will run the server; answers either usable binaries or the reason why not.</summary>
    public static async Task<(PostgresBinaries? Usable, string? Rejection)> ProbeAsync(
        string folder,
        ServerAccount account,
        CancellationToken ct
    )
    {
        if (!ShellText.Keeps(folder))
        {
            return (null, $"{folder}: PostgreSQL's programs call each other through a shell, which would not survive this path");
        }
        string[] programs = ["initdb", "pg_ctl", "postgres"];
        var missing = programs.Where(name => !File.Exists(Program(folder, name))).ToArray();
        if (missing.Length > 0)
        {
            return (null, $"{folder}: has no {string.Join(", ", missing)}");
        }
        // initdb's own account of itself proves that it runs, that its postgres is of the same version, and where its extensions are.
        var settings = await account
            .Run(new Command(Program(folder, "initdb"), "--show", "-D", folder) { WorkingFolder = Path.GetPathRoot(folder) })
            .RunAsync(ct);
        var version = VersionLine().Match(settings.Output);
        if (!version.Success)
        {
            var who = account.IsOwn ? "" : $" for the account {account.Name}";
            return (null, $"{folder}: initdb does not run{who}: {settings.Output}");
        }
        var major = int.Parse(version.Groups[1].Value, CultureInfo.InvariantCulture);
        if (major < OldestMajor)
        {
            return (null, $"{folder}: version {major} is too old");
        }
        var share = ShareLine().Match(settings.Output).Groups[1].Value;
        var lacking = _extensions.Where(name => !File.Exists(Path.Combine(share, "extension", name + ".control"))).ToArray();
        return lacking.Length > 0
            ? (null, $"{folder}: the contrib extensions {string.Join(", ", lacking)} are not installed")
            : (new PostgresBinaries(folder, major), null);
    }

    private static string Program(string folder, string name) => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);

    [GeneratedRegex(@"^VERSION=(\d+)", RegexOptions.Multiline)]
    private static partial Regex VersionLine();

    [GeneratedRegex(@"^share_path=(.*?)\r?$", RegexOptions.Multiline)]
    private static partial Regex ShareLine();
}
