namespace Pinnokio.Support;

/// <summary>The folder of one server of one test; gone when the test or its process is, however that ends.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly ReaperProcess _reaper;

    public TemporaryFolder(string prefix)
    {
        Path = Directory.CreateTempSubdirectory($"pinnokio-{prefix}-").FullName;
        _reaper = new ReaperProcess(folder: Path);
    }

    public string Path { get; }

    public void Dispose() => _reaper.Dispose();
}
