using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Faults;

/// <summary>A fresh home of an installation, with no settings beside it.</summary>
internal sealed class OwnHome : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"pinnokio-home-{Guid.NewGuid():N}");

    public Dictionary<string, string?> Settings => new() { ["PINNOKIO_HOME"] = Path };

    /// <summary>Who may read and write a file of the home, in octal.</summary>
    public async Task<string> ModeAsync(string name) =>
        (await ChildProcess.RunAsync("stat", "-c", "%a", System.IO.Path.Combine(Path, name))).Trim();

    /// <summary>Every process that names the home in its command line: the embedded server and its children.</summary>
    public int Processes() =>
        Directory.EnumerateDirectories("/proc").Count(folder => CommandLine(folder).Contains(Path, StringComparison.Ordinal));

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    private static string CommandLine(string folder)
    {
        try
        {
            return System.IO.File.ReadAllText($"{folder}/cmdline");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
