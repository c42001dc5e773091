using Pinnokio.Application.Registry.Listeners;

namespace Pinnokio.Infrastructure.InProcess;

/// <summary>The listeners as this replica, which is alone, was told of them.</summary>
internal sealed class InProcessListenerRegistry(TimeProvider clock) : IListenerRegistry
{
    private readonly Dictionary<(string UserId, string Id), Told> _listeners = [];
    private readonly Lock _lock = new();

    public Task<bool> PutAsync(string userId, ListenerEntry listener, CancellationToken ct) =>
        Locked(
            now =>
            {
                var known = _listeners.TryGetValue((userId, listener.Id), out var before);
                _listeners[(userId, listener.Id)] = new Told(listener, known ? before!.Registered : now, now);
                return known;
            },
            ct
        );

    public Task<bool> RenewAsync(string userId, string listenerId, CancellationToken ct) =>
        Locked(
            now =>
            {
                var known = _listeners.TryGetValue((userId, listenerId), out var before);
                if (known)
                {
                    _listeners[(userId, listenerId)] = before! with { Seen = now };
                }

                return known;
            },
            ct
        );

    public Task<bool> RemoveAsync(string userId, string listenerId, CancellationToken ct) =>
        Locked(_ => _listeners.Remove((userId, listenerId)), ct);

    public Task<int> ClearAsync(string userId, CancellationToken ct) =>
        Locked(_ => _listeners.Keys.Where(key => key.UserId == userId).ToList().Count(key => _listeners.Remove(key)), ct);

    public Task<IReadOnlyList<ListenerView>> ListAsync(string userId, CancellationToken ct) =>
        Locked<IReadOnlyList<ListenerView>>(
            _ =>
                [
                    .. _listeners
                        .Where(entry => entry.Key.UserId == userId)
                        .Select(entry => ListenerView.Of(entry.Value.Entry, entry.Value.Registered, entry.Value.Seen))
                        .OrderBy(listener => listener.ListenerId, StringComparer.Ordinal),
                ],
            ct
        );

    private Task<T> Locked<T>(Func<DateTimeOffset, T> work, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(ct);
        }

        lock (_lock)
        {
            var now = clock.GetUtcNow();
            foreach (var key in _listeners.Where(e => e.Value.Seen + IListenerRegistry.TimeToLive <= now).Select(e => e.Key).ToList())
            {
                _listeners.Remove(key);
            }

            return Task.FromResult(work(now));
        }
    }

    private sealed record Told(ListenerEntry Entry, DateTimeOffset Registered, DateTimeOffset Seen);
}
