namespace Pinnokio.Application.Common;

/// <summary>Exclusive, temporary ownership over all replicas, of a name such as a user's listeners.</summary>
public interface ILeases
{
    /// <summary>
    /// Takes the lease unless another holds it; then null. Also null while the store is away, and in the first ten seconds of a Redis server's
    /// life, when it may have forgotten a holder. Ask again every few seconds.
    /// </summary>
    Task<ILease?> TryAcquireAsync(string name, CancellationToken ct);
}

/// <summary>Held and renewed until disposed or lost. Disposing gives it back, so that another need not wait for its end.</summary>
public interface ILease : IAsyncDisposable
{
    /// <summary>Higher than that of every earlier holder: what it protects refuses a lower one.</summary>
    long Fence { get; }

    /// <summary>Cancelled before another can hold it: not renewed in time, or taken.</summary>
    CancellationToken Lost { get; }
}
