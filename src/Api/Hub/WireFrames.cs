using System.Buffers.Binary;
using System.Text;

namespace Pinnokio.Api.Hub;

internal enum Opcode
{
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
}

/// <summary>Frames of a server as RFC 6455 puts them on the wire: never masked, never in fragments, so the same bytes serve every socket.</summary>
internal static class WireFrames
{
    public const int MaxControlPayload = 125;
    private const byte Final = 0x80;

    public static readonly byte[] Ping = [Final | (int)Opcode.Ping, 0];

    public static byte[] Text(ReadOnlySpan<byte> payload)
    {
        var frame = TextOfLength(payload.Length, out var start);
        payload.CopyTo(frame.AsSpan(start));
        return frame;
    }

    /// <summary>A text frame whose payload is still to be written behind its head.</summary>
    public static byte[] TextOfLength(int length, out int start)
    {
        start =
            length <= MaxControlPayload ? 2
            : length <= ushort.MaxValue ? 4
            : 10;
        var frame = new byte[start + length];
        frame[0] = Final | (int)Opcode.Text;
        switch (start)
        {
            case 2:
                frame[1] = (byte)length;
                break;
            case 4:
                frame[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)length);
                break;
            default:
                frame[1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(frame.AsSpan(2), (ulong)length);
                break;
        }

        return frame;
    }

    public static byte[] Pong(ReadOnlySpan<byte> payload) => [Final | (int)Opcode.Pong, (byte)payload.Length, .. payload];

    public static byte[] Close(int code, string reason)
    {
        Span<byte> status = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(status, (ushort)code);
        var text = Encoding.UTF8.GetBytes(reason);
        return [Final | (int)Opcode.Close, (byte)(2 + text.Length), .. status, .. text];
    }

    /// <summary>The answer to a client's close frame.</summary>
    public static byte[] CloseEcho(ReadOnlySpan<byte> payload) =>
        [Final | (int)Opcode.Close, (byte)Math.Min(payload.Length, 2), .. payload[..Math.Min(payload.Length, 2)]];
}
