namespace Pinnokio.Support;

/// <summary>Where the PostgreSQL programs are, and how they are started: they refuse to run as root.</summary>
internal static class PostgresPrograms
{
    private const string Account = "postgres";

    private static readonly Lazy<string> _folder = new(Find);

    public static string[] Command(string program, params IEnumerable<string> arguments)
    {
        string[] command = [Path.Combine(_folder.Value, program), .. arguments];
        return Environment.IsPrivilegedProcess
            ? ["setpriv", $"--reuid={Account}", $"--regid={Account}", "--clear-groups", .. command]
            : command;
    }

    /// <summary>Hands a folder to the account that the programs run under.</summary>
    public static Task OwnAsync(string folder) =>
        Environment.IsPrivilegedProcess ? ChildProcess.RunAsync("chown", "-R", $"{Account}:", folder) : Task.CompletedTask;

    private static string Find()
    {
        string?[] named = [Environment.GetEnvironmentVariable("PINNOKIO_POSTGRES_BIN")];
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin"))
            : [];
        return named
                .Concat(onPath)
                .Concat(installed)
                .FirstOrDefault(folder =>
                    folder is not null && File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres"))
                )
            ?? throw new InvalidOperationException("No PostgreSQL server found: install postgresql, or set PINNOKIO_POSTGRES_BIN.");
    }
}
