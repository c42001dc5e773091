using Pinnokio.Application.Registry;

namespace Pinnokio.Infrastructure.Registry;

/// <summary>Reads the records. The list is only where to look: who left a moment ago may still stand on it.</summary>
internal sealed class PresenceReader(IPresenceStore store) : IPresenceReader
{
    public async Task<IReadOnlyList<SessionView>> SessionsAsync(string userId, CancellationToken ct) =>
        [
            .. (await store.SessionsAsync(userId, ct))
                .GroupBy(share => KnownSession.SessionOf(share.Key))
                .Select(View)
                .OrderBy(session => session.RegisteredAt)
                .ThenBy(session => session.SessionId, StringComparer.Ordinal),
        ];

    public Task<string?> UserOfAsync(string sessionId, CancellationToken ct) => store.UserOfAsync(sessionId, ct);

    public async Task<OnlineUsers> ListAsync(string? after, int limit, CancellationToken ct)
    {
        // One more than asked for tells whether another page follows.
        var listed = await store.ListedAsync(after, limit + 1, ct);
        var page = listed.Take(limit).ToList();
        var users = await Task.WhenAll(page.Select(userId => UserAsync(userId, ct)));
        return new OnlineUsers([.. users.OfType<OnlineUser>()], listed.Count > limit ? page[^1] : null);
    }

    private async Task<OnlineUser?> UserAsync(string userId, CancellationToken ct)
    {
        var sessions = await SessionsAsync(userId, ct);
        return sessions.Count == 0 ? null : new OnlineUser(userId, sessions.Count, sessions.Max(session => session.LastSeen));
    }

    private static SessionView View(IGrouping<string, StoredSession> shares) =>
        new(
            shares.Key,
            shares.Select(share => share.Route).FirstOrDefault(route => route.Length > 0),
            shares.Count(share => share.Key != shares.Key),
            DateTimeOffset.FromUnixTimeMilliseconds(shares.Min(share => share.Registered)),
            DateTimeOffset.FromUnixTimeMilliseconds(shares.Max(share => share.Seen))
        );
}
