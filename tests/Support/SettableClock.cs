namespace Pinnokio.Support;

/// <summary>A clock whose time of day a test sets; timers and durations stay the machine's, so that a whole replica runs on it.</summary>
public sealed class SettableClock : TimeProvider
{
    private DateTimeOffset? _now;

    public override DateTimeOffset GetUtcNow() => _now ?? base.GetUtcNow();

    public void StandAt(DateTimeOffset now) => _now = now;
}
