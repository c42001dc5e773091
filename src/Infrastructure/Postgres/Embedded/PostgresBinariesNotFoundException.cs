namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>No usable PostgreSQL binaries on this machine; the message lists the ways to get them.</summary>
public sealed class PostgresBinariesNotFoundException(string message) : Exception(message)
{
    internal static PostgresBinariesNotFoundException After(IReadOnlyCollection<string> rejections)
    {
        var seen = rejections.Count == 0 ? "" : $"\nLooked at:\n{string.Join('\n', rejections.Select(r => "  - " + r))}";
        return new PostgresBinariesNotFoundException(
            $"""
            No PostgreSQL server binaries were found (initdb, pg_ctl and postgres, version {PostgresBinaries.OldestMajor} or newer, with the contrib extensions). Any of these helps:
              - set PINNOKIO_POSTGRES_BIN to the folder that holds them;
              - install PostgreSQL (Debian and Ubuntu: apt install postgresql; Fedora: dnf install postgresql-server postgresql-contrib; macOS: brew install postgresql; Windows: the installer);
              - install Node.js with npm, and Pinnokio fetches a private copy on its next start;
              - set NEON_DATABASE_URL to use a PostgreSQL server that already runs.
            """ + seen
        );
    }
}
