using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Pinnokio.Infrastructure.Caching;

/// <summary>
/// The stored form of a payload: one JSON object, <c>data</c> first and the bookkeeping last, so that a reader looks at both ends and hands
/// out what lies between them. Whatever does not have exactly this form is no entry.
/// </summary>
internal static class CacheEntry
{
    public const int CompressedAbove = 1 << 20;
    public const int MaxPayload = 10 << 20;

    /// <summary>Holds the longest bookkeeping there can be.</summary>
    public const int MaxTail = 192;

    private const string StampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const int StampLength = 24;

    private static ReadOnlySpan<byte> PlainHead => "{\"data\":"u8;

    private static ReadOnlySpan<byte> PackedHead => "{\"data_gzip\":\""u8;

    private static ReadOnlySpan<byte> StampMark => ",\"cached_at\":\""u8;

    private static ReadOnlySpan<byte> VersionMark => "\",\"version\":\""u8;

    private static ReadOnlySpan<byte> BytesMark => "\",\"bytes\":"u8;

    /// <summary>Null for a payload that is too large to keep.</summary>
    public static byte[]? Encode(ReadOnlySpan<byte> payload, string version, DateTimeOffset now)
    {
        if (payload.Length > MaxPayload)
        {
            return null;
        }

        var tail = Encoding.ASCII.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $",\"cached_at\":\"{now.UtcDateTime.ToString(StampFormat, CultureInfo.InvariantCulture)}\",\"version\":\"{version}\",\"bytes\":{payload.Length}}}"
            )
        );
        return payload.Length > CompressedAbove
            ? [.. PackedHead, .. Pack(payload), (byte)'"', .. tail]
            : [.. PlainHead, .. payload, .. tail];
    }

    /// <summary>The payload, when the entry is sound and of this version.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> entry, ReadOnlySpan<byte> version, out ReadOnlyMemory<byte> payload)
    {
        payload = default;
        var span = entry.Span;
        if (!TryReadTail(span, out var tail) || !tail.Version.SequenceEqual(version))
        {
            return false;
        }

        var body = span.Length - tail.Length;
        if (span.StartsWith(PlainHead))
        {
            payload = body > PlainHead.Length ? entry[PlainHead.Length..body] : default;
            return payload.Length > 0 && payload.Length == tail.Bytes;
        }

        return span.StartsWith(PackedHead)
            && body > PackedHead.Length
            && span[body - 1] == '"'
            && TryUnpack(span[PackedHead.Length..(body - 1)], tail.Bytes, out payload);
    }

    /// <summary>Reads the bookkeeping from the end of an entry; the beginning may be missing.</summary>
    public static bool TryReadTail(ReadOnlySpan<byte> entry, out EntryTail tail)
    {
        tail = default;
        var window = entry.Length > MaxTail ? entry[^MaxTail..] : entry;
        var start = window.LastIndexOf(StampMark);
        if (start < 0)
        {
            return false;
        }

        var rest = window[(start + StampMark.Length)..];
        if (rest.Length < StampLength + VersionMark.Length || !rest[StampLength..].StartsWith(VersionMark))
        {
            return false;
        }

        var stamp = rest[..StampLength];
        rest = rest[(StampLength + VersionMark.Length)..];
        var end = rest.IndexOf((byte)'"');
        if (end <= 0 || !rest[end..].StartsWith(BytesMark))
        {
            return false;
        }

        var version = rest[..end];
        rest = rest[(end + BytesMark.Length)..];
        if (!Utf8Parser.TryParse(rest, out int bytes, out var read) || bytes < 0 || !rest[read..].SequenceEqual("}"u8))
        {
            return false;
        }

        tail = new EntryTail(stamp, version, bytes, window.Length - start);
        return true;
    }

    private static byte[] Pack(ReadOnlySpan<byte> payload)
    {
        using var packed = new MemoryStream(payload.Length / 4);
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(payload);
        }

        var text = new byte[Base64.GetMaxEncodedToUtf8Length((int)packed.Length)];
        Base64.EncodeToUtf8(packed.GetBuffer().AsSpan(0, (int)packed.Length), text, out _, out _);
        return text;
    }

    private static bool TryUnpack(ReadOnlySpan<byte> text, int length, out ReadOnlyMemory<byte> payload)
    {
        payload = default;
        var packed = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (
            length is 0 or > MaxPayload
            || Base64.DecodeFromUtf8(text, packed, out _, out var written) != System.Buffers.OperationStatus.Done
        )
        {
            return false;
        }

        var unpacked = new byte[length];
        try
        {
            using var gzip = new GZipStream(new MemoryStream(packed, 0, written), CompressionMode.Decompress);
            gzip.ReadExactly(unpacked);
            payload = unpacked;
            return gzip.ReadByte() < 0;
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException)
        {
            return false;
        }
    }

    /// <summary>The bookkeeping of an entry; <c>Bytes</c> counts the payload before compression, <c>Length</c> the bookkeeping itself.</summary>
    public readonly ref struct EntryTail(ReadOnlySpan<byte> stamp, ReadOnlySpan<byte> version, int bytes, int length)
    {
        private readonly ReadOnlySpan<byte> _stamp = stamp;

        public ReadOnlySpan<byte> Version { get; } = version;

        public int Bytes { get; } = bytes;

        public int Length { get; } = length;

        public bool TryGetStoredAt(out DateTimeOffset storedAt) =>
            DateTimeOffset.TryParseExact(
                Encoding.ASCII.GetString(_stamp),
                StampFormat,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out storedAt
            );
    }
}
