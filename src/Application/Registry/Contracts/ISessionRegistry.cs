namespace Pinnokio.Application.Registry.Contracts;

/// <summary>
/// Who is online, over all replicas: a user is while one session lives. A session lives for <see cref="TimeToLive"/> after its last beat.
/// Each edge is published once as <c>presence.online</c> or, after <see cref="Grace"/>, <c>presence.offline</c>.
/// </summary>
public interface ISessionRegistry
{
    static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(90);
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>Adds the session or renews it. <paramref name="backendRoute"/> is where the caller's own back end serves it.</summary>
    Task RegisterAsync(string userId, string sessionId, string? backendRoute, CancellationToken ct);

    /// <summary>False when the session is not known (any more): register it again.</summary>
    Task<bool> BeatAsync(string sessionId, CancellationToken ct);

    Task<bool> UnregisterAsync(string sessionId, CancellationToken ct);
}
