namespace Pinnokio.Application.Common;

/// <summary>Identity of a command call with an idempotency key.</summary>
/// <param name="Identity">SHA-256 over user, method and key; over the fingerprint too where the key is content-derived.</param>
/// <param name="Fingerprint">SHA-256 over the canonical JSON (RFC 8785) of method, args and kwargs.</param>
/// <param name="Window">How long the record counts.</param>
public sealed record IdempotencyClaim(byte[] Identity, byte[] Fingerprint, string Method, TimeSpan Window);

/// <summary>The answer kept with an idempotency record: the response's JSON, or an <see cref="AppError"/>'s.</summary>
public sealed record StoredAnswer(byte[] Fingerprint, bool IsError, byte[] Json);

/// <summary>The key was claimed by an earlier call, whose answer is to be given again.</summary>
public sealed class KeyClaimedException(StoredAnswer stored) : Exception("The idempotency key was claimed by an earlier call.")
{
    public StoredAnswer Stored { get; } = stored;
}

/// <summary>The transaction of one command: effect, audit, idempotency record and invalidations commit together or not at all.</summary>
public interface IUnitOfWork
{
    /// <summary>From here on what handlers ask of the store runs in one transaction, which opens with the first statement.</summary>
    void Begin();

    /// <summary>
    /// Claims the key with the first statement, or with the commit where there is none. While a first call with that key runs, on any replica,
    /// that statement waits for it, as long as <paramref name="patience"/> lasts; where an answer is kept, it fails with a
    /// <see cref="KeyClaimedException"/> and nothing is written.
    /// </summary>
    void Claim(IdempotencyClaim claim, CancellationToken patience);

    /// <summary>Tags that go stale with the commit.</summary>
    void Invalidate(IReadOnlyList<CacheTag> tags);

    /// <summary>Writes what handlers changed, so that broken rules of the store surface here.</summary>
    Task SaveAsync(CancellationToken ct);

    /// <summary>Writes what was added, records the answer with the claimed key, and commits.</summary>
    Task CommitAsync(ReadOnlyMemory<byte> answer, CancellationToken ct);

    /// <summary>Undoes everything; a deterministic error is then kept under the claimed key, or the answer that is kept there is returned.</summary>
    Task<StoredAnswer?> RollBackAsync(ReadOnlyMemory<byte> deterministicError);

    /// <summary>The invalidation that the commit recorded; null when nothing went stale.</summary>
    PendingInvalidation? Invalidation { get; }
}
