namespace Pinnokio.Infrastructure.Registry;

/// <summary>
/// Where the registry keeps its records, one per user: the sessions, whether the user is taken for online, and the edge that is still to be told.
/// A step changes one record and says what follows; no next edge is made before the last one was told. Fails with UNAVAILABLE while the store is away.
/// </summary>
internal interface IPresenceStore
{
    /// <summary>Differs whenever the store may have lost something; null while it is away.</summary>
    long? Epoch { get; }

    /// <summary>Completes at the next change of <see cref="Epoch"/>; take it before looking.</summary>
    Task Changed { get; }

    Task<PresenceRecord> ApplyAsync(string userId, PresenceStep step, CancellationToken ct);

    /// <summary>Sees to it that the user is looked at in <see cref="PresenceTimes.LookAgain"/>, whoever is alive then.</summary>
    Task MarkAsync(string userId, CancellationToken ct);

    Task<IReadOnlyList<DueUser>> DueAsync(int limit, CancellationToken ct);

    /// <summary>Sets when the user is looked at next, null being never, unless they were marked in the meantime.</summary>
    Task RescheduleAsync(DueUser due, long? next, CancellationToken ct);

    /// <summary>Adds the user to those who are listed as online, or takes them out.</summary>
    Task ListAsync(string userId, bool online, CancellationToken ct);

    Task<string?> UserOfAsync(string sessionId, CancellationToken ct);

    /// <summary>Notes whose session it is, for <see cref="PresenceTimes.Life"/>; null forgets it.</summary>
    Task BindAsync(string sessionId, string? userId, CancellationToken ct);

    /// <summary>The living sessions of a user.</summary>
    Task<IReadOnlyList<StoredSession>> SessionsAsync(string userId, CancellationToken ct);

    /// <summary>Who is listed as online, by user id, from behind one on.</summary>
    Task<IReadOnlyList<string>> ListedAsync(string? after, int limit, CancellationToken ct);

    /// <summary>How many are listed as online.</summary>
    Task<long> CountAsync(CancellationToken ct);
}

/// <summary>A session's share as the store keeps it, in the store's milliseconds.</summary>
internal sealed record StoredSession(string Key, long Expires, long Seen, long Registered, string Route);

/// <summary>A user whose record wants to be looked at, and under which entry of the schedule.</summary>
internal sealed record DueUser(string UserId, string Entry);

/// <summary>What a step left behind.</summary>
/// <param name="Known">The session that the step is about was there and alive.</param>
/// <param name="Untold">The edge that is to be told, by its time in microseconds; null when there is none.</param>
/// <param name="IsOnline">What the user is taken for, and what the edge says.</param>
/// <param name="Next">When the record changes by itself next, in the store's milliseconds.</param>
internal sealed record PresenceRecord(bool Known, long? Untold, bool IsOnline, long? Next);

internal enum PresenceStepKind
{
    /// <summary>Only lets time pass.</summary>
    Look,

    /// <summary>Adds a session, or renews it.</summary>
    Put,

    /// <summary>Renews a session that is there.</summary>
    Renew,

    /// <summary>Ends a session.</summary>
    Drop,

    /// <summary>Says of a session, to a store that forgot, that it ended a while ago.</summary>
    Gone,

    /// <summary>The edge was told.</summary>
    Told,
}

/// <summary>One step on a user's record; which fields count depends on the kind.</summary>
internal sealed record PresenceStep(PresenceStepKind Kind)
{
    /// <summary>The session, and whose share in it: see <see cref="KnownSession.Key"/>.</summary>
    public string Key { get; init; } = "";

    public string Route { get; init; } = "";

    /// <summary>How long ago it was seen, or ended.</summary>
    public TimeSpan Age { get; init; }

    /// <summary>How long ago it was registered.</summary>
    public TimeSpan SinceRegistered { get; init; }

    /// <summary>The user was online before: a store that knows nothing of them forgot it, and there is no edge to tell.</summary>
    public bool WasOnline { get; init; }

    public long Edge { get; init; }
}
