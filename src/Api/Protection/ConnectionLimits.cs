using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pinnokio.Api.Rpc;

namespace Pinnokio.Api.Protection;

/// <summary>What one connection may cost: callers are services and browsers behind a load balancer, none sends large headers or drips a body.</summary>
internal static class ConnectionLimits
{
    public static void Apply(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = RpcEndpoint.MaxBodyBytes;
        limits.MaxRequestHeaderCount = 64;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1_024, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 1_024, gracePeriod: TimeSpan.FromSeconds(10));
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(130); // longer than load balancers keep theirs, so that they close first
        limits.MaxConcurrentConnections = 20_000;
        limits.MaxConcurrentUpgradedConnections = 20_000;
    }
}
