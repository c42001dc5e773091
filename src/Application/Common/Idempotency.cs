using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Pinnokio.Application.Common;

/// <summary>How long answers are kept for repeated calls, and how long a duplicate waits for the first.</summary>
public sealed record IdempotencyOptions
{
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(24);

    /// <summary>For keys of 64 hex characters, which name the content of a call rather than the intent.</summary>
    public TimeSpan ContentKeyWindow { get; init; } = TimeSpan.FromSeconds(120);

    public TimeSpan DuplicateWait { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>Named failures of idempotency keys.</summary>
public static class IdempotencyErrors
{
    public static AppError InProgress { get; } =
        new("call_in_progress", ErrorKind.InProgress, "The first call with this idempotency key still runs; retry with the same key.")
        {
            RetryAfterMs = 1_000,
        };

    public static AppError KeyReused { get; } =
        new("idempotency_key_reused", ErrorKind.IdempotencyKeyReused, "This idempotency key was used with other arguments.")
        {
            Field = "idempotency_key",
        };
}

/// <summary>An identity that compares by content.</summary>
public readonly record struct IdempotencyIdentity(byte[] Hash)
{
    public bool Equals(IdempotencyIdentity other) => Hash.AsSpan().SequenceEqual(other.Hash);

    public override int GetHashCode() => BinaryPrimitives.ReadInt32LittleEndian(Hash);
}

/// <summary>Derives identity and fingerprint of a call.</summary>
internal static class IdempotencyKeys
{
    private const int ContentKeyLength = 64;

    public static IdempotencyClaim Claim(CallContext call, string key, IdempotencyOptions options)
    {
        var fingerprint = CanonicalJson.Fingerprint(call.Method, call.Args.Span, call.Kwargs.Span);
        var fromContent = IsFromContent(key);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, call.UserId ?? "");
        Append(hash, call.Method);
        Append(hash, key);
        if (fromContent)
        {
            hash.AppendData(fingerprint);
        }

        return new IdempotencyClaim(
            hash.GetHashAndReset(),
            fingerprint,
            call.Method,
            fromContent ? options.ContentKeyWindow : options.Window
        );
    }

    /// <summary>
    /// The id under which another store takes the effect once; null without a key, and for a key that names the content: the same again may be meant.
    /// </summary>
    public static string? EventId(CallContext call)
    {
        if (string.IsNullOrEmpty(call.IdempotencyKey) || IsFromContent(call.IdempotencyKey))
        {
            return null;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, call.UserId ?? "");
        Append(hash, call.Method);
        Append(hash, call.IdempotencyKey);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static bool IsFromContent(string key) => key.Length == ContentKeyLength && key.All(char.IsAsciiHexDigit);

    private static void Append(IncrementalHash hash, string part)
    {
        // Length first, so that no two triples run together into the same bytes.
        Span<byte> length = stackalloc byte[4];
        var bytes = Encoding.UTF8.GetBytes(part);
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
