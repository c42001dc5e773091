using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>Finds server binaries: the stated folder, the PATH, the usual install folders, then the npm package.</summary>
internal sealed partial class BinariesSearch(BinariesSources sources, PostgresFolder folder, ILogger log)
{
    /// <param name="dataMajor">The version that made the existing data, which alone can open it; null for a fresh start.</param>
    public async Task<PostgresBinaries> FindAsync(string? stated, int? dataMajor, CancellationToken ct)
    {
        if (!string.IsNullOrWhiteSpace(stated))
        {
            return await StatedAsync(Path.GetFullPath(stated), dataMajor, ct);
        }
        var rejections = new List<string>();
        var otherVersions = new List<string>();
        foreach (var place in OnPath().Concat(Installed()).Distinct(StringComparer.Ordinal))
        {
            var (usable, rejection) = await PostgresBinaries.ProbeAsync(place, folder.Account, ct);
            if (usable is not null && (dataMajor ?? usable.Major) == usable.Major)
            {
                return usable;
            }
            rejections.Add(rejection ?? $"{place}: version {usable!.Major}");
            otherVersions.AddRange(usable is null ? [] : [$"{usable.Major} in {place}"]);
        }
        if (sources.MayUseNpm && (dataMajor ?? NpmBinaries.Major) == NpmBinaries.Major)
        {
            var (usable, rejection) = await new NpmBinaries(folder, log).FindOrFetchAsync(ct);
            if (usable is not null)
            {
                return usable;
            }
            rejections.Add(rejection!);
        }
        throw dataMajor is { } major && otherVersions.Count > 0
            ? OtherVersion(major, string.Join("; ", otherVersions))
            : PostgresBinariesNotFoundException.After(rejections);
    }

    private async Task<PostgresBinaries> StatedAsync(string stated, int? dataMajor, CancellationToken ct)
    {
        var (usable, rejection) = await PostgresBinaries.ProbeAsync(stated, folder.Account, ct);
        if (usable is null)
        {
            throw new PostgresBinariesNotFoundException(
                $"PINNOKIO_POSTGRES_BIN does not name usable PostgreSQL server binaries. {rejection}"
            );
        }
        return (dataMajor ?? usable.Major) == usable.Major ? usable : throw OtherVersion(dataMajor!.Value, $"{usable.Major} in {stated}");
    }

    private EmbeddedPostgresException OtherVersion(int major, string found) =>
        new(
            $"The data in {folder.Data} was made by PostgreSQL {major}, but the binaries found are of version {found}. "
                + $"Install PostgreSQL {major} (or point PINNOKIO_POSTGRES_BIN at it), or move the folder away to start with empty data."
        );

    private IEnumerable<string> OnPath() =>
        (sources.Path ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(Path.IsPathRooted)
            .Where(PostgresBinaries.LooksLikeServer)
            .Select(BehindLink);

    /// <summary>A PATH entry often holds links only; the programs look for their files beside the real ones.</summary>
    private static string BehindLink(string entry)
    {
        var program = new FileInfo(Path.Combine(entry, "postgres"));
        var real = program.Exists ? Path.GetDirectoryName(program.ResolveLinkTarget(returnFinalTarget: true)?.FullName) : null;
        return real is not null && File.Exists(Path.Combine(real, "initdb")) ? real : Path.TrimEndingDirectorySeparator(entry);
    }

    private IEnumerable<string> Installed() =>
        sources.InstallPatterns.SelectMany(Matches).Where(PostgresBinaries.LooksLikeServer).OrderByDescending(VersionInPath);

    /// <summary>Expands a pattern with at most one segment that holds an asterisk.</summary>
    private static IEnumerable<string> Matches(string pattern)
    {
        var segments = pattern.Split('/');
        var starred = Array.FindIndex(segments, s => s.Contains('*', StringComparison.Ordinal));
        if (starred < 0)
        {
            return [pattern];
        }
        var parent = string.Join('/', segments[..starred]) + "/";
        var rest = string.Join('/', segments[(starred + 1)..]);
        try
        {
            return Directory.Exists(parent) ? Directory.GetDirectories(parent, segments[starred]).Select(d => Path.Combine(d, rest)) : [];
        }
        catch (UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static decimal VersionInPath(string path) =>
        VersionNumber().Matches(path) is [.., var last] ? decimal.Parse(last.Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"\d{1,4}(\.\d{1,4})?")]
    private static partial Regex VersionNumber();
}
