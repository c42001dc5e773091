using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Pinnokio.Benchmarks.Load;

/// <summary>What a pass measured; latencies in milliseconds.</summary>
internal sealed record LoadResult(int Requests, int Errors, double Seconds, double P50, double P99)
{
    public double PerSecond => Requests / Seconds;
}

/// <summary>A closed-loop generator over plain sockets, cheap enough to share the machine with the server: each connection has one call in flight.</summary>
internal sealed class HttpLoad(int port, string token, Func<int, string> body)
{
    private const int LargestHead = 4_096;
    private int _sent;

    public async Task<LoadResult> RunAsync(int connections, TimeSpan duration)
    {
        using var stop = new CancellationTokenSource(duration);
        var started = Stopwatch.GetTimestamp();
        var passes = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => DriveAsync(stop.Token))));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var latencies = passes.SelectMany(p => p.Latencies).Order().ToArray();
        return new LoadResult(latencies.Length, passes.Sum(p => p.Errors), seconds, At(latencies, 0.50), At(latencies, 0.99));
    }

    private async Task<(List<double> Latencies, int Errors)> DriveAsync(CancellationToken stop)
    {
        var latencies = new List<double>(16_384);
        var errors = 0;
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port, CancellationToken.None);
        var buffer = new byte[64 * 1024];
        while (!stop.IsCancellationRequested)
        {
            var request = Request(Interlocked.Increment(ref _sent));
            var asked = Stopwatch.GetTimestamp();
            await socket.SendAsync(request, CancellationToken.None);
            errors += await ReceiveAsync(socket, buffer) ? 0 : 1;
            latencies.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }

        return (latencies, errors);
    }

    private byte[] Request(int number)
    {
        var json = body(number);
        return Encoding.UTF8.GetBytes(
            $"POST /rpc HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"
                + $"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}"
        );
    }

    /// <summary>Reads one answer to its end; true when it is a success.</summary>
    private static async Task<bool> ReceiveAsync(Socket socket, byte[] buffer)
    {
        var have = 0;
        int head;
        while ((head = buffer.AsSpan(0, have).IndexOf("\r\n\r\n"u8)) < 0)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(have), CancellationToken.None);
            if (read == 0 || have > LargestHead)
            {
                throw new IOException("The server closed the connection.");
            }

            have += read;
        }

        var length = LengthOf(buffer.AsSpan(0, head));
        var left = length - (have - head - 4);
        while (have < head + 4 + Math.Min(length, 11))
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(have), CancellationToken.None);
            have += read;
            left -= read;
        }

        var ok = buffer.AsSpan(head + 4).StartsWith("{\"ok\":true"u8);
        while (left > 0)
        {
            left -= await socket.ReceiveAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), CancellationToken.None);
        }

        return ok;
    }

    private static long LengthOf(ReadOnlySpan<byte> head)
    {
        var name = "Content-Length: "u8;
        var at = head.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(head[(at + name.Length)..], out long length, out _)
            ? length
            : throw new IOException("The answer states no length.");
    }

    private static double At(double[] sorted, double quantile) =>
        sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * quantile))];
}
