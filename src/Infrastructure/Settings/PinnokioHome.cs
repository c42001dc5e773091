using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Pinnokio.Infrastructure.Settings;

/// <summary>
/// The folder of what an installation keeps for itself: the embedded server's data and generated secrets. <c>PINNOKIO_HOME</c>, by default
/// <c>.pinnokio</c> where the process was started.
/// </summary>
public sealed class PinnokioHome
{
    public const string Variable = "PINNOKIO_HOME";
    private const int SecretBytes = 32;

    private PinnokioHome(string path) => Path = path;

    public string Path { get; }

    public static PinnokioHome From(IConfiguration configuration) =>
        new(System.IO.Path.GetFullPath(configuration[Variable] is { Length: > 0 } set ? set : ".pinnokio"));

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>
    /// Reads a secret of the installation, or generates it on first use: 32 random bytes, base64url, readable by the owner alone. Whoever starts at the
    /// same time reads the same one.
    /// </summary>
    public string Secret(string fileName)
    {
        Directory.CreateDirectory(Path);
        var file = File(fileName);
        if (!System.IO.File.Exists(file))
        {
            Generate(file);
        }

        var secret = System.IO.File.ReadAllText(file).Trim();
        return secret.Length >= Base64Url.GetEncodedLength(SecretBytes)
            ? secret
            : throw new InvalidOperationException($"{file} does not hold a whole secret. Restore it from a backup of the folder.");
    }

    private static void Generate(string file)
    {
        var draft = $"{file}.{Guid.NewGuid():N}";
        using (var stream = PrivateFile.Open(draft, FileMode.CreateNew, FileShare.None))
        {
            stream.Write(Encoding.ASCII.GetBytes(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))));
            stream.Flush(flushToDisk: true);
        }

        PrivateFile.Publish(draft, file);
    }
}
