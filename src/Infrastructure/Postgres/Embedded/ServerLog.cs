using Pinnokio.Infrastructure.Settings;

namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>The server's own log, bounded by starting a new file when it has grown.</summary>
internal sealed class ServerLog(PostgresFolder folder)
{
    private const long KeptBytes = 1 << 20;
    private const int ShownLines = 15;

    public async Task PrepareAsync(CancellationToken ct)
    {
        if (File.Exists(folder.Log) && new FileInfo(folder.Log).Length > KeptBytes)
        {
            File.Move(folder.Log, folder.Log + ".1", overwrite: true);
        }
        if (!File.Exists(folder.Log))
        {
            await PrivateFile.WriteAsync(folder.Log, "", ct);
        }
        await folder.Account.TakeOverAsync(folder.Log, ct);
    }

    public long Length => File.Exists(folder.Log) ? new FileInfo(folder.Log).Length : 0;

    /// <summary>The last lines written since the log had the given length.</summary>
    public async Task<string> TailAsync(long since, CancellationToken ct)
    {
        if (!File.Exists(folder.Log))
        {
            return "";
        }
        await using var file = new FileStream(folder.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(Math.Min(since, file.Length), SeekOrigin.Begin);
        using var reader = new StreamReader(file);
        return string.Join('\n', (await reader.ReadToEndAsync(ct)).TrimEnd().Split('\n').TakeLast(ShownLines));
    }
}
