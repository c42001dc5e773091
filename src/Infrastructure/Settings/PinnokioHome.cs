using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace Pinnokio.Infrastructure.Settings;

/// <summary>
/// The folder of what an installation keeps for itself: the embedded server's data and generated secrets. <c>PINNOKIO_HOME</c>, by default
/// <c>.pinnokio</c> where the process was started.
/// </summary>
public sealed class PinnokioHome
{
    public const string Variable = "PINNOKIO_HOME";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private PinnokioHome(string path) => Path = path;

    public string Path { get; }

    public static PinnokioHome From(IConfiguration configuration) =>
        new(System.IO.Path.GetFullPath(configuration[Variable] is { Length: > 0 } set ? set : ".pinnokio"));

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Reads a secret of the installation, or generates it on first use: 32 random bytes, base64url, readable by the owner alone.</summary>
    public string Secret(string fileName)
    {
        Directory.CreateDirectory(Path);
        var file = File(fileName);
        if (System.IO.File.Exists(file))
        {
            return System.IO.File.ReadAllText(file).Trim();
        }

        var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var draft = $"{file}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var writer = new StreamWriter(draft, options))
        {
            writer.Write(secret);
        }

        System.IO.File.Move(draft, file, overwrite: true);
        return secret;
    }
}
