using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Pinnokio.Benchmarks.Load;

/// <summary>A WebSocket client cheap enough for thousands of them beside the server; answers pings, hands out texts.</summary>
internal sealed class HubConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[8 * 1024];
    private int _have;

    public static async Task<HubConnection> OpenAsync(int port, string token, string query, int receiveBuffer = 0)
    {
        var connection = new HubConnection();
        if (receiveBuffer > 0)
        {
            connection._socket.ReceiveBufferSize = receiveBuffer;
        }

        await connection._socket.ConnectAsync("127.0.0.1", port);
        var request =
            $"GET /ws?{query} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\nConnection: Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        await connection._socket.SendAsync(Encoding.ASCII.GetBytes(request));
        int end;
        while ((end = connection._buffer.AsSpan(0, connection._have).IndexOf("\r\n\r\n"u8)) < 0)
        {
            await connection.FillAsync();
        }

        if (!connection._buffer.AsSpan(0, end).StartsWith("HTTP/1.1 101"u8))
        {
            throw new IOException(Encoding.ASCII.GetString(connection._buffer, 0, connection._have));
        }

        connection.Consume(end + 4);
        return connection;
    }

    /// <summary>The next text; null when the server closed. Valid until the next call.</summary>
    public async Task<ReadOnlyMemory<byte>?> NextAsync()
    {
        while (true)
        {
            int start,
                length;
            while (!TryHead(out start, out length) || _have < start + length)
            {
                if (!await FillAsync())
                {
                    return null;
                }
            }

            var opcode = _buffer[0] & 0x0F;
            var payload = _buffer.AsSpan(start, length).ToArray();
            Consume(start + length);
            switch (opcode)
            {
                case 1:
                    return payload;
                case 8:
                    CloseCode = BinaryPrimitives.ReadUInt16BigEndian(payload);
                    return null;
                case 9:
                    await _socket.SendAsync(new byte[] { 0x8A, 0x80, 0, 0, 0, 0 });
                    break;
            }
        }
    }

    public int CloseCode { get; private set; }

    public void Dispose() => _socket.Dispose();

    private bool TryHead(out int start, out int length)
    {
        (start, length) = (2, _have < 2 ? 0 : _buffer[1]);
        if (length == 126)
        {
            (start, length) = (4, _have < 4 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(2)));
        }
        else if (length == 127)
        {
            (start, length) = (10, _have < 10 ? 0 : (int)BinaryPrimitives.ReadUInt64BigEndian(_buffer.AsSpan(2)));
        }

        return _have >= start;
    }

    private void Consume(int count)
    {
        _buffer.AsSpan(count, _have - count).CopyTo(_buffer);
        _have -= count;
    }

    private async Task<bool> FillAsync()
    {
        if (_have == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = await _socket.ReceiveAsync(_buffer.AsMemory(_have));
        _have += read;
        return read > 0;
    }
}
