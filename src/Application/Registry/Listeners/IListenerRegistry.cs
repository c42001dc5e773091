namespace Pinnokio.Application.Registry.Listeners;

/// <summary>
/// Which listeners run for a user, wherever: each is told by whoever runs it, and lives for <see cref="TimeToLive"/> after its last sign of life.
/// </summary>
public interface IListenerRegistry
{
    static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(90);

    /// <summary>Adds the listener or renews it with what is said of it now; true when it was there.</summary>
    Task<bool> PutAsync(string userId, ListenerEntry listener, CancellationToken ct);

    /// <summary>False when it is not there (any more).</summary>
    Task<bool> RenewAsync(string userId, string listenerId, CancellationToken ct);

    Task<bool> RemoveAsync(string userId, string listenerId, CancellationToken ct);

    /// <summary>Removes all listeners of the user; returns how many those were.</summary>
    Task<int> ClearAsync(string userId, CancellationToken ct);

    /// <summary>The user's living listeners, by id.</summary>
    Task<IReadOnlyList<ListenerView>> ListAsync(string userId, CancellationToken ct);
}

/// <summary>What is told of a listener.</summary>
public sealed record ListenerEntry(string ListenerType, string? SpaceCode, string? ThreadKey)
{
    /// <summary>How it runs, in the words of whoever runs it.</summary>
    public string? Mode { get; init; }

    public string? SessionId { get; init; }

    public string? BackendRoute { get; init; }

    /// <summary>Its name among the user's listeners.</summary>
    public string Id => IdOf(ListenerType, SpaceCode, ThreadKey);

    public static string IdOf(string type, string? spaceCode, string? threadKey) =>
        threadKey is not null ? $"{type}:{spaceCode}:{threadKey}"
        : spaceCode is not null ? $"{type}:{spaceCode}"
        : type;
}

/// <summary>A living listener.</summary>
public sealed record ListenerView(
    string ListenerId,
    string ListenerType,
    string? SpaceCode,
    string? ThreadKey,
    string? Mode,
    string? SessionId,
    string? BackendRoute,
    DateTimeOffset RegisteredAt,
    DateTimeOffset LastHeartbeat,
    DateTimeOffset ExpiresAt
)
{
    public static ListenerView Of(ListenerEntry entry, DateTimeOffset registered, DateTimeOffset seen) =>
        new(
            entry.Id,
            entry.ListenerType,
            entry.SpaceCode,
            entry.ThreadKey,
            entry.Mode,
            entry.SessionId,
            entry.BackendRoute,
            registered,
            seen,
            seen + IListenerRegistry.TimeToLive
        );
}
