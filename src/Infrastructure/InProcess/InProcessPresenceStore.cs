using System.Globalization;
using Pinnokio.Infrastructure.Registry;

namespace Pinnokio.Infrastructure.InProcess;

/// <summary>The registry's records in this process's memory, for one replica alone. It forgets nothing, so what it does not know was not there.</summary>
internal sealed class InProcessPresenceStore(PresenceTimes times, TimeProvider clock) : IPresenceStore
{
    private static readonly Task s_never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously).Task;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, InProcessPresence> _records = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _due = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _online = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string UserId, long Until)> _sessions = new(StringComparer.Ordinal);
    private long _forgetAt;

    /// <summary>How many sessions it holds, what fell silent within the last life included.</summary>
    public int Held => _sessions.Count;

    public long? Epoch => 1;

    public Task Changed => s_never;

    public Task<PresenceRecord> ApplyAsync(string userId, PresenceStep step, CancellationToken ct) =>
        Locked(
            () =>
            {
                if (!_records.TryGetValue(userId, out var record))
                {
                    _records.Add(userId, record = new InProcessPresence());
                }

                var answer = record.Apply(step, Now(), times);
                if (record.IsEmpty)
                {
                    _records.Remove(userId);
                }

                return answer;
            },
            ct
        );

    public Task MarkAsync(string userId, CancellationToken ct) => Locked(() => _due[userId] = Now() + Of(times.LookAgain), ct);

    public Task<IReadOnlyList<DueUser>> DueAsync(int limit, CancellationToken ct) =>
        Locked<IReadOnlyList<DueUser>>(
            () =>
            {
                var now = Now();
                var due = _due.Where(entry => entry.Value <= now).OrderBy(entry => entry.Value).Take(limit);
                return [.. due.Select(entry => new DueUser(entry.Key, Text(entry.Value)))];
            },
            ct
        );

    public Task RescheduleAsync(DueUser due, long? next, CancellationToken ct) =>
        Locked(
            () =>
            {
                if (!_due.TryGetValue(due.UserId, out var entry) || Text(entry) != due.Entry)
                {
                    return false;
                }

                if (next is { } at)
                {
                    _due[due.UserId] = at;
                    return true;
                }

                return _due.Remove(due.UserId);
            },
            ct
        );

    public Task ListAsync(string userId, bool online, CancellationToken ct) =>
        Locked(() => online ? _online.Add(userId) : _online.Remove(userId), ct);

    public Task<string?> UserOfAsync(string sessionId, CancellationToken ct) =>
        Locked(() => _sessions.TryGetValue(sessionId, out var bound) && bound.Until > Now() ? bound.UserId : null, ct);

    public Task BindAsync(string sessionId, string? userId, CancellationToken ct) =>
        Locked(
            () =>
            {
                _sessions.Remove(sessionId);
                if (userId is not null)
                {
                    var now = Now();
                    Forget(now);
                    _sessions.Add(sessionId, (userId, now + Of(times.Life)));
                }

                return true;
            },
            ct
        );

    public Task<long> CountAsync(CancellationToken ct) => Locked<long>(() => _online.Count, ct);

    public Task<IReadOnlyList<StoredSession>> SessionsAsync(string userId, CancellationToken ct) =>
        Locked<IReadOnlyList<StoredSession>>(() => _records.TryGetValue(userId, out var record) ? [.. record.Living(Now())] : [], ct);

    public Task<IReadOnlyList<string>> ListedAsync(string? after, int limit, CancellationToken ct) =>
        Locked<IReadOnlyList<string>>(
            () =>
                after is null ? [.. _online.Take(limit)]
                : string.CompareOrdinal(after, _online.Max) >= 0 ? []
                : [.. _online.GetViewBetween(after + '\0', _online.Max).Take(limit)],
            ct
        );

    /// <summary>Once in a life, drops the sessions that fell silent: nobody ends those.</summary>
    private void Forget(long now)
    {
        if (now < _forgetAt)
        {
            return;
        }

        _forgetAt = now + Of(times.Life);
        foreach (var (sessionId, bound) in _sessions)
        {
            if (bound.Until <= now)
            {
                _sessions.Remove(sessionId);
            }
        }
    }

    private Task<T> Locked<T>(Func<T> work, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(ct);
        }

        lock (_lock)
        {
            return Task.FromResult(work());
        }
    }

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static long Of(TimeSpan time) => (long)time.TotalMilliseconds;

    private static string Text(long entry) => entry.ToString(CultureInfo.InvariantCulture);
}
