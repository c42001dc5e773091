using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Pinnokio.Infrastructure.Settings;

namespace Pinnokio.Infrastructure.Security;

/// <summary>
/// The keys of <c>PINNOKIO_DATA_KEY</c>: 32 bytes in base64, several separated by commas while one is rotated. The first one encrypts, all decrypt.
/// </summary>
internal sealed class DataKeys
{
    public const string Variable = "PINNOKIO_DATA_KEY";
    private const string FileName = "data-key";
    private const int KeyBytes = 32;

    private volatile bool _areConfirmed;

    private DataKeys(IReadOnlyList<DataKey> all) => All = all;

    public DataKey Current => All[0];

    public IReadOnlyList<DataKey> All { get; }

    /// <summary>Whether the stored numbers were found to be under these keys. Until then none is encrypted: it could be under a wrong one.</summary>
    public bool AreConfirmed
    {
        get => _areConfirmed;
        set => _areConfirmed = value;
    }

    public static DataKeys From(IConfiguration configuration, IHostEnvironment environment, PinnokioHome home)
    {
        HostingPolicy.RequireInProduction(configuration, environment, Variable, "a generated data key");
        var text = configuration[Variable] is { Length: > 0 } configured ? configured : home.Secret(FileName);
        return Parse(text);
    }

    public static DataKeys Parse(string text)
    {
        var keys = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ParseOne).ToArray();
        return keys.Length > 0 ? new DataKeys(keys) : throw Malformed();
    }

    /// <summary>The key that a stored number names; null when it is no longer (or not yet) configured.</summary>
    public DataKey? Find(uint id) => All.FirstOrDefault(key => key.Id == id);

    private static DataKey ParseOne(string text)
    {
        var padded = text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '=');
        var bytes = new byte[KeyBytes + 3];
        return Convert.TryFromBase64String(padded, bytes, out var length) && length == KeyBytes
            ? new DataKey(bytes.AsSpan(0, KeyBytes))
            : throw Malformed();
    }

    private static InvalidOperationException Malformed() =>
        new($"{Variable} must be 32 random bytes in base64 (openssl rand -base64 32), or several such keys separated by commas.");
}

/// <summary>What is derived (HKDF, RFC 5869) from one configured key: one for encryption, one for the hashes, one for links, and a public id.</summary>
internal sealed class DataKey
{
    public DataKey(ReadOnlySpan<byte> secret)
    {
        Encryption = Derive(secret, "pinnokio data encryption v1", 32);
        Hashing = Derive(secret, "pinnokio data hashing v1", 32);
        Links = Derive(secret, "pinnokio file links v1", 32);
        Id = BinaryPrimitives.ReadUInt32BigEndian(Derive(secret, "pinnokio data key id v1", 4));
    }

    public byte[] Encryption { get; }

    public byte[] Hashing { get; }

    public byte[] Links { get; }

    public uint Id { get; }

    private static byte[] Derive(ReadOnlySpan<byte> secret, string purpose, int length)
    {
        var output = new byte[length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, output, salt: [], info: Encoding.ASCII.GetBytes(purpose));
        return output;
    }
}
