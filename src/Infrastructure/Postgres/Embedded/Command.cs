using System.ComponentModel;
using System.Diagnostics;

namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>One run of an outside program, its arguments passed as they are, never through a shell.</summary>
internal sealed record Command(string File, params IReadOnlyList<string> Arguments)
{
    private static readonly string[] _passedOn =
    [
        "PATH",
        "LD_LIBRARY_PATH",
        "DYLD_LIBRARY_PATH",
        "SystemRoot",
        "SystemDrive",
        "ComSpec",
        "TEMP",
        "TMP",
        "TMPDIR",
        "USERNAME",
    ];

    public string? WorkingFolder { get; init; }

    public string? Input { get; init; }

    /// <summary>The server outlives this process and runs under another account, so it gets none of our secrets unless asked.</summary>
    public bool WholeEnvironment { get; init; }

    public async Task<CommandResult> RunAsync(CancellationToken ct)
    {
        using var process = new Process { StartInfo = StartInfo() };
        try
        {
            process.Start();
        }
        catch (Win32Exception failure)
        {
            return new CommandResult(127, $"{File}: {failure.Message}");
        }
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await FeedAsync(process);
            await process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return new CommandResult(process.ExitCode, (await SettledAsync(output) + await SettledAsync(errors)).Trim());
    }

    private ProcessStartInfo StartInfo()
    {
        var info = new ProcessStartInfo(Located(File), Arguments)
        {
            WorkingDirectory = WorkingFolder ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        if (!WholeEnvironment)
        {
            foreach (var name in info.Environment.Keys.Except(_passedOn, StringComparer.OrdinalIgnoreCase).ToArray())
            {
                info.Environment.Remove(name);
            }
            info.Environment["LC_ALL"] = "C";
        }
        return info;
    }

    /// <summary>The tools of the system are found although a service's PATH may leave their folders out.</summary>
    private static string Located(string file) =>
        OperatingSystem.IsWindows() || Path.IsPathRooted(file)
            ? file
            : (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator)
                .Concat(["/usr/bin", "/bin", "/usr/sbin", "/sbin"])
                .Where(Path.IsPathRooted)
                .Select(folder => Path.Combine(folder, file))
                .FirstOrDefault(System.IO.File.Exists, file);

    private async Task FeedAsync(Process process)
    {
        try
        {
            await process.StandardInput.WriteAsync(Input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended without reading; its exit code tells the story.
        }
    }

    /// <summary>A server started by the program may keep the pipe open (Windows), so the end of output is not waited for without limit.</summary>
    private static async Task<string> SettledAsync(Task<string> reading)
    {
        await Task.WhenAny(reading, Task.Delay(TimeSpan.FromSeconds(2)));
        return reading.IsCompletedSuccessfully ? await reading : "";
    }
}

internal sealed record CommandResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}
