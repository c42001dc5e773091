namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>The path as the operating system reports it, symbolic links of parent folders resolved.</summary>
internal static class PhysicalPath
{
    public static string Of(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var resolved = Path.GetPathRoot(full)!;
        foreach (var part in full[resolved.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(resolved, part);
            var target = Directory.Exists(next) ? new DirectoryInfo(next).ResolveLinkTarget(returnFinalTarget: true) : null;
            resolved = target is null ? next : Of(target.FullName);
        }
        return resolved;
    }
}
