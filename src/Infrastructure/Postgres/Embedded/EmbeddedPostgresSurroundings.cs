using System.Net;
using System.Net.Sockets;

namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>What the private server finds around it; tests narrow it.</summary>
internal sealed record EmbeddedPostgresSurroundings
{
    public BinariesSources Sources { get; init; } = BinariesSources.OfThisMachine();

    /// <summary>Where root keeps data that cannot stay in the home.</summary>
    public string StateRoot { get; init; } = OperatingSystem.IsMacOS() ? "/usr/local/var/pinnokio" : "/var/lib/pinnokio";

    public Func<int> PickPort { get; init; } = FreePort;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
