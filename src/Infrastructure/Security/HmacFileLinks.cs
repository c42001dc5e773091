using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Pinnokio.Application.Files.Contracts;
using Pinnokio.Infrastructure.Settings;

namespace Pinnokio.Infrastructure.Security;

/// <summary>
/// The token is the time of expiry (8 bytes, Unix seconds) and the HMAC-SHA256 over it and the file's id, in base64url. The key is derived from the data
/// key, which all replicas share; while that is rotated, links under any of its keys stay good.
/// </summary>
internal sealed class HmacFileLinks(DataKeys keys, PublicAddress address, TimeProvider clock) : IFileLinks
{
    private const int IdBytes = 16;
    private const int ExpiryBytes = 8;
    private const int TokenBytes = ExpiryBytes + HMACSHA256.HashSizeInBytes;
    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(15);

    public string Create(Guid fileId)
    {
        Span<byte> token = stackalloc byte[TokenBytes];
        BinaryPrimitives.WriteInt64BigEndian(token, (clock.GetUtcNow() + s_life).ToUnixTimeSeconds());
        Sign(keys.Current, fileId, token[..ExpiryBytes], token[ExpiryBytes..]);
        return address.Of($"/files/{fileId}?token={Base64Url.EncodeToString(token)}");
    }

    public bool IsValid(Guid fileId, string? token)
    {
        Span<byte> given = stackalloc byte[TokenBytes];
        if (Base64Url.DecodeFromChars(token, given, out _, out var length) != OperationStatus.Done || length != TokenBytes)
        {
            return false;
        }

        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var signed = false;
        foreach (var key in keys.All)
        {
            Sign(key, fileId, given[..ExpiryBytes], mac);
            signed |= CryptographicOperations.FixedTimeEquals(mac, given[ExpiryBytes..]);
        }

        return signed && BinaryPrimitives.ReadInt64BigEndian(given) > clock.GetUtcNow().ToUnixTimeSeconds();
    }

    private static void Sign(DataKey key, Guid fileId, ReadOnlySpan<byte> expiry, Span<byte> mac)
    {
        Span<byte> message = stackalloc byte[IdBytes + ExpiryBytes];
        fileId.TryWriteBytes(message, bigEndian: true, out _);
        expiry.CopyTo(message[IdBytes..]);
        HMACSHA256.HashData(key.Links, message, mac);
    }
}
