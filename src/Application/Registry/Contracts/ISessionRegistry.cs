namespace Pinnokio.Application.Registry.Contracts;

/// <summary>
/// Who is online, over all replicas: a user is while one session lives. A session lives for <see cref="TimeToLive"/> after its last beat.
/// Each edge is published once as <c>presence.online</c> or, after <see cref="Grace"/>, <c>presence.offline</c>. Fails with UNAVAILABLE while the store is away.
/// </summary>
public interface ISessionRegistry
{
    static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(90);
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Adds the session or renews it. <paramref name="backendRoute"/> is where the caller's own back end serves it; null keeps the last one.
    /// A session that another user had becomes this user's.
    /// </summary>
    Task RegisterAsync(string userId, string sessionId, string? backendRoute, CancellationToken ct);

    /// <summary>False when the session is not known (any more): register it again.</summary>
    Task<bool> BeatAsync(string sessionId, CancellationToken ct);

    /// <summary>False when the session was not known. Sockets of the session keep it alive until they end, see <see cref="ISocketSessions"/>.</summary>
    Task<bool> UnregisterAsync(string sessionId, CancellationToken ct);
}
