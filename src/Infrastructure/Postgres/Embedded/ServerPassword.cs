using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>The generated password of the private server, kept in the home for its owner's eyes alone.</summary>
internal static class ServerPassword
{
    public static async Task<string> ReadOrCreateAsync(string home, CancellationToken ct)
    {
        var path = Path.Combine(home, "postgres-password");
        var kept = File.Exists(path) ? (await File.ReadAllTextAsync(path, ct)).Trim() : "";
        if (kept.Length > 0)
        {
            return kept;
        }
        var password = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var unfinished = path + ".unfinished";
        await WritePrivateAsync(unfinished, password + "\n", ct);
        File.Move(unfinished, path, overwrite: true);
        return password;
    }

    /// <summary>Writes a file that nobody but its owner may read, from its first byte on.</summary>
    public static async Task WritePrivateAsync(string path, string text, CancellationToken ct)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        await using var file = new FileStream(path, options);
        await file.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
        file.Flush(flushToDisk: true);
    }
}
