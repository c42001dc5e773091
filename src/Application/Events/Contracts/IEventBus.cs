namespace Pinnokio.Application.Events.Contracts;

/// <summary>An event to publish: a JSON object with <c>type</c>, <c>uid</c>, <c>timestamp</c> and <c>payload</c>.</summary>
/// <param name="Channel">One of the user's channels, see <see cref="EventChannels"/>.</param>
/// <param name="EventId">Published once in ten minutes under this id; null publishes always.</param>
public sealed record NewEvent(string UserId, string Channel, ReadOnlyMemory<byte> Json, string? EventId = null);

/// <summary>Where the event stands in the stream. <c>Duplicate</c>: it stood there already, and nothing was published.</summary>
public sealed record PublishedEvent(StreamPosition Position, bool Duplicate);

/// <summary>One entry of a user's stream. A mark (no JSON) is a place to start from, not an event.</summary>
public sealed record StreamEntry(StreamPosition Position, string Channel, ReadOnlyMemory<byte> Json)
{
    public bool IsMark => Json.IsEmpty;
}

/// <summary>Why a reader cannot be given everything after its position; the wire has the names in snake case.</summary>
public enum StreamGap
{
    None,

    /// <summary>No position of a stream, or of another user's.</summary>
    UnknownPosition,

    /// <summary>The stream was lost or replaced since.</summary>
    StreamLost,

    /// <summary>The entries after it are no longer kept.</summary>
    Trimmed,

    /// <summary>Messages that others published while nobody wrote them down.</summary>
    BridgeHole,
}

/// <summary>Entries in order, or the reason why there are none. <c>Tail</c> is the last position of the stream at the time of reading.</summary>
public sealed record StreamRead(StreamGap Gap, IReadOnlyList<StreamEntry> Entries, StreamPosition Tail);

/// <summary>
/// The users' events. An event is appended to its user's stream and published on its channel in one step; the stream keeps
/// <see cref="Kept"/> events or 24 hours and is the truth, everything live is a hint that may be lost. Fails with UNAVAILABLE while the store is away.
/// </summary>
public interface IEventBus
{
    const int Kept = 1_000;

    Task<PublishedEvent> PublishAsync(NewEvent message, CancellationToken ct);

    /// <summary>The user's last position; the stream is begun when there is none, so that there is always one to start from.</summary>
    Task<StreamPosition> TailAsync(string userId, CancellationToken ct);

    /// <summary>
    /// Everything after a position, or from the oldest kept when it is null, oldest first, marks included; at most <paramref name="limit"/> entries.
    /// </summary>
    Task<StreamRead> ReadAsync(string userId, StreamPosition? after, int limit, CancellationToken ct);

    /// <summary>
    /// Follows a user's stream from when this returns, or from the listener's first <see cref="IStreamListener.OnInterrupted"/> after it
    /// when the store is away. Disposing ends it.
    /// </summary>
    Task<IAsyncDisposable> FollowAsync(string userId, IStreamListener listener, CancellationToken ct);
}

/// <summary>Hears about a stream, one call at a time; must not block.</summary>
public interface IStreamListener
{
    /// <summary>An entry was appended; entries may be missing before it.</summary>
    void OnEntry(StreamEntry entry);

    /// <summary>Entries may have been missed: read the stream. Also called when following is in force again.</summary>
    void OnInterrupted();

    /// <summary>Messages of other publishers were lost before anybody wrote them down.</summary>
    void OnBridgeHole();
}
