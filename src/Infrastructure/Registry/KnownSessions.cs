using System.Collections.Concurrent;

namespace Pinnokio.Infrastructure.Registry;

/// <summary>Everything that this replica itself knows of sessions: from it the store is made anew after it forgot.</summary>
internal sealed class KnownSessions(PresenceTimes times, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, KnownSession> _sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _online = new(StringComparer.Ordinal);
    private long _forgot = clock.GetTimestamp();

    public ICollection<KnownSession> All => _sessions.Values;

    public int Living => _sessions.Values.Count(session => session.Ended == 0);

    public int Sockets => _sessions.Values.Count(session => session is { IsSocket: true, Ended: 0 });

    public long Now => clock.GetTimestamp();

    public TimeSpan Since(long timestamp) => clock.GetElapsedTime(timestamp);

    public KnownSession? Find(string sessionId) => _sessions.TryGetValue(sessionId, out var known) && known.Ended == 0 ? known : null;

    public KnownSession Add(string userId, string sessionId, string? holder, string? route)
    {
        var session = new KnownSession(userId, sessionId, holder, route ?? "", Now);
        _sessions[session.Key] = session;
        return session;
    }

    /// <summary>The store took the user for online just now.</summary>
    public void Confirm(string userId) => _online[userId] = Now;

    /// <summary>The user was online a moment ago, as far as this replica knows.</summary>
    public bool WasOnline(string userId) => _online.TryGetValue(userId, out var confirmed) && Since(confirmed) < times.Life;

    /// <summary>Forgets now and then what ended, or was not seen, a life ago; nobody would believe it any more.</summary>
    public void ForgetOld()
    {
        if (Since(_forgot) < times.Life / 3)
        {
            return;
        }

        _forgot = Now;
        foreach (var (key, session) in _sessions.Where(entry => IsOld(entry.Value)).ToList())
        {
            _sessions.TryRemove(new KeyValuePair<string, KnownSession>(key, session));
        }

        foreach (var entry in _online.Where(entry => Since(entry.Value) > times.Life).ToList())
        {
            _online.TryRemove(entry);
        }
    }

    private bool IsOld(KnownSession session) =>
        session.Ended != 0 ? Since(session.Ended) > times.Life : !session.IsSocket && Since(session.Seen) > times.Life;
}
