using Pinnokio.Application.Registry.Contracts;

namespace Pinnokio.Infrastructure.Registry;

/// <summary>The times of the registry; tests shorten them.</summary>
internal sealed record PresenceTimes
{
    public TimeSpan Life { get; init; } = ISessionRegistry.TimeToLive;

    public TimeSpan Grace { get; init; } = ISessionRegistry.Grace;

    /// <summary>By how much the grace of a session that fell silent begins before its end: the sweep takes a moment, and both must not pass 100 s.</summary>
    public TimeSpan SilentLead { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a server that has just started tells no edge: until every replica had the time to say whom it knows.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>When a user is looked at after a change, should the replica that made it die before it told.</summary>
    public TimeSpan LookAgain { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a user's record is kept after the last change, which tells a user who left from one whom the server forgot.</summary>
    public TimeSpan Kept { get; init; } = TimeSpan.FromDays(1);

    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromMilliseconds(500);
}
