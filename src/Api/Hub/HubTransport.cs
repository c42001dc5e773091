using System.Net.Sockets;

namespace Pinnokio.Api.Hub;

/// <summary>The upgraded connection below a socket.</summary>
internal sealed class HubTransport(Stream stream, Socket? socket, Action abort)
{
    private const int DefaultSendBuffer = 64 * 1024;
    private const int PartingSendBuffer = 512 * 1024;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public Stream Stream => stream;

    /// <summary>Keeps little in the kernel for a peer that does not read, so that the queue above shows it soon.</summary>
    public void NarrowSendBuffer() => Resize(DefaultSendBuffer);

    /// <summary>Makes room for what a slow peer is still owed, its close frame included: it reads them whenever it reads again.</summary>
    public void WidenSendBuffer() => Resize(PartingSendBuffer);

    public void Abort() => abort();

    /// <summary>For a peer that does not read at all, not even what it is owed.</summary>
    public async Task AbortLaterAsync(TimeProvider clock)
    {
        await Task.Delay(s_patience, clock);
        abort();
    }

    private void Resize(int bytes)
    {
        try
        {
            socket?.SendBufferSize = bytes;
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // It is gone already.
        }
    }
}
