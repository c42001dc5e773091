namespace Pinnokio.Application.Registry;

/// <summary>Who is online, and where.</summary>
public interface IPresenceReader
{
    /// <summary>The living sessions of a user, oldest first; none when the user is not online.</summary>
    Task<IReadOnlyList<SessionView>> SessionsAsync(string userId, CancellationToken ct);

    /// <summary>Whose session it is; null when no caller registered it, or it is over.</summary>
    Task<string?> UserOfAsync(string sessionId, CancellationToken ct);

    /// <summary>Users who are online, by user id, from behind one on; at most <paramref name="limit"/>.</summary>
    Task<OnlineUsers> ListAsync(string? after, int limit, CancellationToken ct);
}

/// <summary>A living session of a user.</summary>
/// <param name="BackendRoute">Where the caller's own back end serves it, if it said so.</param>
/// <param name="Sockets">How many WebSockets it has here.</param>
public sealed record SessionView(string SessionId, string? BackendRoute, int Sockets, DateTimeOffset RegisteredAt, DateTimeOffset LastSeen);

/// <summary>A user who is online.</summary>
public sealed record OnlineUser(string UserId, int Sessions, DateTimeOffset LastSeen);

/// <summary>A page of users; the cursor is null on the last one.</summary>
public sealed record OnlineUsers(IReadOnlyList<OnlineUser> Users, string? NextCursor);
