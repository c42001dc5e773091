namespace Pinnokio.Infrastructure.Caching;

/// <summary>
/// A cache whose server was out of reach may come back with old entries and old versions. It answers nothing until the invalidations that
/// it may have missed were applied again; the outbox does that and says so here.
/// </summary>
internal interface ICacheRecovery
{
    /// <summary>Whether the server is within reach now.</summary>
    bool IsReachable { get; }

    /// <summary>The epoch of the present connection, when it still waits for its invalidations.</summary>
    long? Unrecovered { get; }

    /// <summary>Waits until there is such an epoch.</summary>
    Task<long> NextUnrecoveredAsync(CancellationToken ct);

    /// <summary>Lets reads hit again, unless the connection was lost once more since.</summary>
    void Recovered(long epoch);
}
