namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>PostgreSQL's programs start each other through a shell, their paths between double quotes.</summary>
internal static class ShellText
{
    public static bool Keeps(string path) => OperatingSystem.IsWindows() || path.AsSpan().IndexOfAny("\"$`\\\n") < 0;
}
