namespace Pinnokio.Infrastructure.Registry;

/// <summary>What this replica itself knows of a session: a caller registered it here or had it renewed here, or this replica serves its socket.</summary>
internal sealed class KnownSession(string userId, string sessionId, string? holder, string route, long now)
{
    private long _seen = now;
    private long _ended;

    public string UserId => userId;

    public string SessionId => sessionId;

    public bool IsSocket => holder is not null;

    /// <summary>Names the share in the session: the session alone when callers register it, with the socket behind it when it is a socket's.</summary>
    public string Key { get; } = holder is null ? sessionId : $"{sessionId} {holder}";

    public string Route => route;

    /// <summary>Timestamps of this process's clock.</summary>
    public long Registered { get; } = now;

    public long Seen => Volatile.Read(ref _seen);

    /// <summary>When it was ended, or found to be gone; 0 while it is not.</summary>
    public long Ended => Volatile.Read(ref _ended);

    /// <summary>Ended here, on purpose; the other replicas may not know.</summary>
    public bool WasEndedHere { get; private set; }

    /// <summary>The store has it, unless it lost it.</summary>
    public bool IsStored { get; private set; }

    /// <summary>The store had it once.</summary>
    public bool WasStored { get; private set; }

    public static string SessionOf(string key) => key.Split(' ')[0];

    public void Store()
    {
        WasStored = true;
        IsStored = true;
    }

    public void Doubt() => IsStored = false;

    public void See(long now) => Volatile.Write(ref _seen, now);

    public void End(long now, bool here)
    {
        WasEndedHere = here;
        Volatile.Write(ref _ended, now);
    }
}
