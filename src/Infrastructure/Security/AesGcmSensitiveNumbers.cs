using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Infrastructure.Security;

/// <summary>
/// AES-256-GCM with a random nonce for each number. Stored form: version (1 byte), key id (4), nonce (12), tag (16), cipher text; the kind of
/// number is authenticated with it, so that one cannot be moved into another's column.
/// </summary>
internal sealed class AesGcmSensitiveNumbers(DataKeys keys) : ISensitiveNumbers
{
    private const byte Version = 1;
    private const int KeyIdAt = 1;
    private const int NonceAt = 5;
    private const int NonceBytes = 12;
    private const int TagAt = NonceAt + NonceBytes;
    private const int TagBytes = 16;
    private const int TextAt = TagAt + TagBytes;

    public EncryptedNumber Protect(SensitiveNumber kind, string normalized, string mask)
    {
        RequireConfirmedKeys();
        var key = keys.Current;
        var text = Encoding.UTF8.GetBytes(normalized);
        var cipher = new byte[TextAt + text.Length];
        cipher[0] = Version;
        BinaryPrimitives.WriteUInt32BigEndian(cipher.AsSpan(KeyIdAt), key.Id);
        RandomNumberGenerator.Fill(cipher.AsSpan(NonceAt, NonceBytes));
        using var aes = new AesGcm(key.Encryption, TagBytes);
        aes.Encrypt(cipher.AsSpan(NonceAt, NonceBytes), text, cipher.AsSpan(TextAt), cipher.AsSpan(TagAt, TagBytes), Purpose(kind));
        return new EncryptedNumber(cipher, Hash(key, kind, text), mask);
    }

    public string Reveal(SensitiveNumber kind, EncryptedNumber number)
    {
        RequireConfirmedKeys();
        var cipher = number.Cipher;
        if (cipher.Length <= TextAt || cipher[0] != Version || keys.Find(KeyIdOf(cipher)) is not { } key)
        {
            throw new CryptographicException($"A stored number names a key that {DataKeys.Variable} does not hold.");
        }

        var text = new byte[cipher.Length - TextAt];
        using var aes = new AesGcm(key.Encryption, TagBytes);
        aes.Decrypt(cipher.AsSpan(NonceAt, NonceBytes), cipher.AsSpan(TextAt), cipher.AsSpan(TagAt, TagBytes), text, Purpose(kind));
        return Encoding.UTF8.GetString(text);
    }

    /// <summary>The id of the key that encrypted a stored number.</summary>
    public static uint KeyIdOf(ReadOnlySpan<byte> cipher) => BinaryPrimitives.ReadUInt32BigEndian(cipher[KeyIdAt..]);

    private void RequireConfirmedKeys()
    {
        if (!keys.AreConfirmed)
        {
            throw new AppException(AppError.Unavailable("Encryption"));
        }
    }

    private static byte[] Hash(DataKey key, SensitiveNumber kind, ReadOnlySpan<byte> text)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Hashing);
        hash.AppendData(Purpose(kind));
        hash.AppendData([0]);
        hash.AppendData(text);
        return hash.GetHashAndReset();
    }

    private static byte[] Purpose(SensitiveNumber kind) =>
        kind switch
        {
            SensitiveNumber.Avs => "avs_number"u8.ToArray(),
            SensitiveNumber.Nir => "nir"u8.ToArray(),
            SensitiveNumber.Iban => "iban"u8.ToArray(),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}
