using System.Collections.Concurrent;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Protection;

/// <summary>Refuses a token's or a user's calls beyond their rate. Off unless set.</summary>
internal sealed class CallRates(ProtectionOptions options, TimeProvider clock)
{
    /// <summary>Users whose state is kept. A user whose bucket is full again needs none.</summary>
    public const int MostUsers = 10_000;
    private readonly ConcurrentDictionary<int, RateBucket> _tokens = new();
    private readonly ConcurrentDictionary<string, RateBucket> _users = new(StringComparer.Ordinal);
    private readonly RateBucket _crowd = new();
    private readonly long _began = clock.GetTimestamp();
    private readonly Lock _sweeping = new();
    private int _known;
    private long _swept;

    public int KnownUsers => Volatile.Read(ref _known);

    /// <summary>The error to answer with, or null when the call may go on. A call that a user's limit refuses still counts against its token.</summary>
    public AppError? Refuse(int token, string? userId)
    {
        if (options.PerToken is { } perToken && Wait(_tokens.GetOrAdd(token, static _ => new RateBucket()), perToken) is { } later)
        {
            return TooMany("token_rate_limited", "The service token makes too many calls.", later);
        }

        return options.PerUser is { } perUser && userId is not null && Wait(BucketOf(userId, perUser), perUser) is { } wait
            ? TooMany("user_rate_limited", "The user makes too many calls.", wait)
            : null;
    }

    private TimeSpan? Wait(RateBucket bucket, CallRate rate) => bucket.Take(Now, rate);

    private TimeSpan Now => clock.GetElapsedTime(_began);

    private RateBucket BucketOf(string userId, CallRate rate)
    {
        if (_users.TryGetValue(userId, out var known))
        {
            return known;
        }

        if (Volatile.Read(ref _known) >= MostUsers && !Sweep())
        {
            return _crowd; // as many users are at work as are kept: the rest share a bucket
        }

        var added = new RateBucket();
        var bucket = _users.GetOrAdd(userId, added);
        if (bucket == added)
        {
            Interlocked.Increment(ref _known);
        }

        return bucket;
    }

    /// <summary>Forgets the users whose bucket is full, once a second at most; false when that made no room.</summary>
    private bool Sweep()
    {
        lock (_sweeping)
        {
            var now = Now;
            if (now.Ticks - _swept >= TimeSpan.TicksPerSecond || _swept == 0)
            {
                _swept = now.Ticks;
                foreach (var user in _users)
                {
                    if (user.Value.IsFull(now) && _users.TryRemove(user))
                    {
                        Interlocked.Decrement(ref _known);
                    }
                }
            }

            return Volatile.Read(ref _known) < MostUsers;
        }
    }

    private static AppError TooMany(string code, string message, TimeSpan wait) =>
        new(code, ErrorKind.RateLimited, message) { RetryAfterMs = Math.Max(1, (int)Math.Ceiling(wait.TotalMilliseconds)) };
}

/// <summary>
/// A token bucket without a timer: it holds the moment at which it will be full again, and taking a token moves that moment by the time in
/// which one drips in.
/// </summary>
internal sealed class RateBucket
{
    private long _fullAt;

    public bool IsFull(TimeSpan now) => Volatile.Read(ref _fullAt) <= now.Ticks;

    /// <summary>Takes a token; or, when there is none, says how long it takes until there is.</summary>
    public TimeSpan? Take(TimeSpan now, CallRate rate)
    {
        var drip = TimeSpan.TicksPerSecond / rate.PerSecond;
        var room = drip * rate.Burst;
        while (true)
        {
            var seen = Volatile.Read(ref _fullAt);
            var next = Math.Max(seen, now.Ticks) + drip;
            if (next - now.Ticks > room)
            {
                return TimeSpan.FromTicks(next - now.Ticks - room);
            }

            if (Interlocked.CompareExchange(ref _fullAt, next, seen) == seen)
            {
                return null;
            }
        }
    }
}
