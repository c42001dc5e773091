namespace Pinnokio.Infrastructure.Redis.Bridge;

/// <summary>What the replicas tell each other about the bridge; keys of one slot.</summary>
internal static class BridgeKeys
{
    public const string Lease = "events-bridge";

    /// <summary>The number of the last tick.</summary>
    public const string Tick = "{events-bridge}:tick";

    /// <summary>The tick before which everything is in the streams.</summary>
    public const string Done = "{events-bridge}:done";

    /// <summary>The server's time, in milliseconds, of the last hole.</summary>
    public const string Hole = "{events-bridge}:hole";

    public const string TickChannel = "events-bridge:tick";
    public const string HoleChannel = "events-bridge:hole";
}
