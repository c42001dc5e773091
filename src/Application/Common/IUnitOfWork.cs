namespace Pinnokio.Application.Common;

/// <summary>Identity of a command call with an idempotency key.</summary>
/// <param name="Identity">SHA-256 over user, method and key; over the fingerprint too where the key is content-derived.</param>
/// <param name="Fingerprint">SHA-256 over the canonical JSON (RFC 8785) of method, args and kwargs.</param>
/// <param name="Window">How long the record counts.</param>
public sealed record IdempotencyClaim(byte[] Identity, byte[] Fingerprint, string Method, TimeSpan Window);

/// <summary>The answer kept with an idempotency record: the response's JSON, or an <see cref="AppError"/>'s.</summary>
public sealed record StoredAnswer(byte[] Fingerprint, bool IsError, byte[] Json);

/// <summary>The transaction of one command: effect, audit, idempotency record and invalidations commit together or not at all.</summary>
public interface IUnitOfWork
{
    /// <summary>Opens the transaction unless it is open.</summary>
    Task BeginAsync(CancellationToken ct);

    /// <summary>
    /// Opens the transaction and claims the key in it. While a first call with that key runs, on any replica, this waits for it.
    /// Returns the stored answer when there is one; then nothing was claimed.
    /// </summary>
    Task<StoredAnswer?> ClaimAsync(IdempotencyClaim claim, CancellationToken ct);

    /// <summary>Tags that go stale with the commit.</summary>
    void Invalidate(IReadOnlyList<CacheTag> tags);

    /// <summary>Writes what handlers changed, so that broken rules of the store surface here.</summary>
    Task SaveAsync(CancellationToken ct);

    /// <summary>Saves, records the answer with the claimed key, and commits; returns the recorded invalidations.</summary>
    Task CommitAsync(ReadOnlyMemory<byte> answer, CancellationToken ct);

    /// <summary>Undoes everything; a deterministic error is then kept under the claimed key.</summary>
    Task RollBackAsync(ReadOnlyMemory<byte> deterministicError);

    /// <summary>The invalidations that the commit recorded.</summary>
    IReadOnlyList<PendingInvalidation> Invalidations { get; }
}
