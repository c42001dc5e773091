using System.Buffers.Text;
using System.Security.Cryptography;
using Pinnokio.Infrastructure.Settings;

namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>The generated password of the private server, kept in the home for its owner's eyes alone.</summary>
internal static class ServerPassword
{
    private const int Bytes = 32;

    public static async Task<string> ReadOrCreateAsync(string home, CancellationToken ct)
    {
        var path = Path.Combine(home, "postgres-password");
        var kept = File.Exists(path) ? (await File.ReadAllTextAsync(path, ct)).Trim() : "";
        // Anything else is not ours (a torn write, an edit), and it is put between quotes later.
        if (Base64Url.IsValid(kept) && kept.Length == Base64Url.GetEncodedLength(Bytes))
        {
            return kept;
        }
        var password = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        await PrivateFile.WriteAsync(path + ".unfinished", password + "\n", ct);
        File.Move(path + ".unfinished", path, overwrite: true);
        return password;
    }
}
