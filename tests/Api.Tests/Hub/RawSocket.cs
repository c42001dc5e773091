using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hub;

/// <summary>A client that speaks WebSocket by hand, and so can break its rules.</summary>
internal sealed class RawSocket : IAsyncDisposable
{
    public const int Text = 1;
    public const int Binary = 2;
    public const int Close = 8;
    public const int Ping = 9;
    public const int Pong = 10;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly TcpClient _client;
    private readonly NetworkStream _stream;

    private RawSocket(TcpClient client) => (_client, _stream) = (client, client.GetStream());

    public static async Task<RawSocket> ConnectAsync(Uri address, string user, int receiveBuffer = 0, string more = "")
    {
        var client = new TcpClient { NoDelay = true };
        if (receiveBuffer > 0)
        {
            client.ReceiveBufferSize = receiveBuffer;
        }

        await client.ConnectAsync(address.Host, address.Port);
        var raw = new RawSocket(client);
        var head = await raw.HandshakeAsync(
            $"GET /ws?uid={user}{more} HTTP/1.1",
            $"Host: {address.Authority}",
            $"Authorization: Bearer {PinnokioApp.Token}",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
        );
        head.ShouldContain("101 Switching Protocols");
        head.ShouldContain("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="); // the answer that RFC 6455 gives for this key
        return raw;
    }

    public Task SendAsync(int opcode, byte[] payload, bool final = true, bool masked = true, int flags = 0) =>
        SendBytesAsync(FrameOf(opcode, payload, final, masked, flags));

    public Task SendTextAsync(string text) => SendAsync(Text, Encoding.UTF8.GetBytes(text));

    public async Task SendBytesAsync(byte[] bytes) => await _stream.WriteAsync(bytes);

    public static byte[] FrameOf(int opcode, byte[] payload, bool final = true, bool masked = true, int flags = 0)
    {
        byte[] mask = masked ? [1, 2, 3, 4] : [];
        byte[] length;
        if (payload.Length <= 125)
        {
            length = [(byte)payload.Length];
        }
        else if (payload.Length <= ushort.MaxValue)
        {
            length = [126, 0, 0];
            BinaryPrimitives.WriteUInt16BigEndian(length.AsSpan(1), (ushort)payload.Length);
        }
        else
        {
            length = [127, 0, 0, 0, 0, 0, 0, 0, 0];
            BinaryPrimitives.WriteUInt64BigEndian(length.AsSpan(1), (ulong)payload.Length);
        }

        length[0] |= (byte)(masked ? 0x80 : 0);
        var body = masked ? payload.Select((b, i) => (byte)(b ^ mask[i % 4])).ToArray() : payload;
        return [(byte)((final ? 0x80 : 0) | flags | opcode), .. length, .. mask, .. body];
    }

    /// <summary>The next frame; null when the connection ended.</summary>
    public async Task<(int Opcode, byte[] Payload)?> NextAsync()
    {
        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            var head = new byte[2];
            await _stream.ReadExactlyAsync(head, patience.Token);
            long length = head[1];
            if (length >= 126)
            {
                var extended = new byte[length == 126 ? 2 : 8];
                await _stream.ReadExactlyAsync(extended, patience.Token);
                length = extended.Aggregate(0L, (sum, b) => (sum << 8) | b);
            }

            var payload = new byte[length];
            await _stream.ReadExactlyAsync(payload, patience.Token);
            return (head[0] & 0x0F, payload);
        }
        catch (Exception fault) when (fault is IOException or EndOfStreamException)
        {
            return null;
        }
    }

    /// <summary>Reads until a close frame, and says its code; 0 when the connection ended without one.</summary>
    public async Task<int> CloseCodeAsync()
    {
        while (await NextAsync() is { } frame)
        {
            if (frame.Opcode == Close)
            {
                return frame.Payload.Length < 2 ? 1005 : BinaryPrimitives.ReadUInt16BigEndian(frame.Payload);
            }
        }

        return 0;
    }

    /// <summary>As a client whose machine lost its network: no farewell, a reset.</summary>
    public void Reset() => _client.Client.Close(0);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> HandshakeAsync(params string[] lines)
    {
        await SendBytesAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n"));
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await _stream.ReadExactlyAsync(one);
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
