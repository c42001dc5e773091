namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>The places searched for binaries, and where data goes that cannot stay in the home; tests hide some of them.</summary>
internal sealed record BinariesSources(string? Path, IReadOnlyList<string> InstallPatterns, bool MayUseNpm)
{
    public static BinariesSources OfThisMachine() => new(Environment.GetEnvironmentVariable("PATH"), DefaultFolders(), MayUseNpm: true);

    private static string[] DefaultFolders() =>
        OperatingSystem.IsWindows()
            ? [Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles).Replace('\\', '/') + "/PostgreSQL/*/bin"]
            :
            [
                "/usr/lib/postgresql/*/bin",
                "/usr/pgsql-*/bin",
                "/usr/libexec/postgresql*",
                "/opt/homebrew/opt/postgresql*/bin",
                "/usr/local/opt/postgresql*/bin",
                "/usr/local/pgsql*/bin",
                "/opt/local/lib/postgresql*/bin",
                "/Library/PostgreSQL/*/bin",
                "/Applications/Postgres.app/Contents/Versions/*/bin",
            ];
}
