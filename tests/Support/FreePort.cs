using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Pinnokio.Support;

/// <summary>Loopback ports for servers that a test starts.</summary>
public static class FreePort
{
    // Below the range that the kernel hands to clients: a client that dials a stopped server's port could otherwise be given
    // that very port as its own and connect to itself, or take it before the server is back.
    private const int Lowest = 15_000;
    private const int Highest = 32_000;

    public static int Next()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(Lowest, Highest);
            if (CanListen(port))
                return port;
        }
    }

    private static bool CanListen(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
