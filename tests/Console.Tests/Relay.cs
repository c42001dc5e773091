using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Pinnokio.Console.Tests;

/// <summary>A network between browser and server that can be cut: connections are reset, and new ones refused, until it is mended.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly int _target;
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentDictionary<Socket, bool> _open = new();
    private TcpListener _listener = new(IPAddress.Loopback, 0);
    private Task _accepting;

    public Relay(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public async Task CutAsync()
    {
        _listener.Dispose();
        await _accepting;
        foreach (var socket in _open.Keys)
        {
            if (_open.TryRemove(socket, out _)) // whoever takes it out closes it
            {
                socket.LingerState = new LingerOption(true, 0); // by a reset
                socket.Dispose();
            }
        }
    }

    public void Mend()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await CutAsync();
        _over.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await listener.AcceptSocketAsync(_over.Token));
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Cut.
        }
    }

    private async Task CarryAsync(Socket near)
    {
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _open[near] = true;
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _target, _over.Token);
            using var there = new NetworkStream(near);
            using var back = new NetworkStream(far);
            await Task.WhenAny(there.CopyToAsync(back, _over.Token), back.CopyToAsync(there, _over.Token));
        }
        catch (Exception fault) when (fault is SocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Cut.
        }
        finally
        {
            if (_open.TryRemove(near, out _))
            {
                near.Dispose();
            }
        }
    }
}
