using Pinnokio.Infrastructure.Registry;

namespace Pinnokio.Infrastructure.InProcess;

/// <summary>One user's record: as on Redis, without what only a server that forgets needs.</summary>
internal sealed class InProcessPresence
{
    private readonly Dictionary<string, StoredSession> _sessions = new(StringComparer.Ordinal);
    private bool _online;
    private long? _edge;
    private long? _told;
    private long? _left;

    public bool IsEmpty => _sessions.Count == 0 && !_online && _edge == _told;

    public IEnumerable<StoredSession> Living(long now) => _sessions.Values.Where(session => session.Expires > now);

    public PresenceRecord Apply(PresenceStep step, long now, PresenceTimes times)
    {
        var session = _sessions.GetValueOrDefault(step.Key);
        var known = session is not null && session.Expires > now;
        Change(step, known ? session : null, now, (long)times.Life.TotalMilliseconds);

        var silent = _sessions.Values.Where(s => s.Expires <= now).ToList();
        silent.ForEach(s => _sessions.Remove(s.Key));
        var lives = _sessions.Count > 0;
        var ended = silent.Count > 0 ? Math.Min(now, silent.Max(s => s.Expires) - (long)times.SilentLead.TotalMilliseconds) : now;
        _left = lives || !_online ? null : _left ?? ended;

        long? next = lives ? _sessions.Values.Min(s => s.Expires) : _left + (long)times.Grace.TotalMilliseconds;
        if (_edge == _told && (lives ? !_online : next <= now))
        {
            _online = lives;
            _left = null;
            // Later than the last one, even within a millisecond.
            _edge = Math.Max(now * 1_000, (_edge ?? 0) + 1);
            next = null;
        }

        next = _edge == _told ? next : now + (long)times.LookAgain.TotalMilliseconds;
        return new PresenceRecord(known, _edge == _told ? null : _edge, _online, next);
    }

    private void Change(PresenceStep step, StoredSession? known, long now, long life)
    {
        switch (step.Kind)
        {
            case PresenceStepKind.Put:
                var seen = Math.Max(now - (long)step.Age.TotalMilliseconds, known?.Seen ?? 0);
                var registered = Math.Min(now - (long)step.SinceRegistered.TotalMilliseconds, known?.Registered ?? long.MaxValue);
                _sessions[step.Key] = new StoredSession(
                    step.Key,
                    seen + life,
                    seen,
                    registered,
                    step.Route.Length > 0 ? step.Route : known?.Route ?? ""
                );
                break;
            case PresenceStepKind.Renew when known is not null:
                _sessions[step.Key] = known with { Expires = now + life, Seen = now };
                break;
            case PresenceStepKind.Drop or PresenceStepKind.Gone:
                _sessions.Remove(step.Key);
                break;
            case PresenceStepKind.Told when step.Edge == _edge:
                _told = _edge;
                break;
        }
    }
}
