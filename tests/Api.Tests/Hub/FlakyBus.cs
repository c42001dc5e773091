using System.Collections.Concurrent;
using Pinnokio.Application.Common;
using Pinnokio.Application.Events.Contracts;

namespace Pinnokio.Api.Tests.Hub;

/// <summary>A bus whose live half loses what it is told to lose, and whose store goes away when it is told to.</summary>
internal sealed class FlakyBus(IEventBus inner) : IEventBus
{
    private readonly ConcurrentDictionary<string, IStreamListener> _listeners = [];

    /// <summary>The store answers nothing but UNAVAILABLE, and nothing live comes through.</summary>
    public bool IsAway { get; set; }

    /// <summary>Entries are appended, and nobody hears of them.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>What the next read answers instead of what there is.</summary>
    public StreamGap NextGap { get; set; }

    public void Interrupt(string userId) => _listeners[userId].OnInterrupted();

    public void LoseFromOthers(string userId) => _listeners[userId].OnBridgeHole();

    public bool IsFollowed(string userId) => _listeners.ContainsKey(userId);

    public void Repeat(string userId, StreamEntry entry) => _listeners[userId].OnEntry(entry);

    public Task<PublishedEvent> PublishAsync(NewEvent message, CancellationToken ct) => inner.PublishAsync(message, ct);

    public Task<StreamPosition> TailAsync(string userId, CancellationToken ct) => IsAway ? throw Away() : inner.TailAsync(userId, ct);

    public async Task<StreamRead> ReadAsync(string userId, StreamPosition? after, int limit, CancellationToken ct)
    {
        if (IsAway)
        {
            throw Away();
        }

        var gap = NextGap;
        NextGap = StreamGap.None;
        return gap == StreamGap.None
            ? await inner.ReadAsync(userId, after, limit, ct)
            : new StreamRead(gap, [], await inner.TailAsync(userId, ct));
    }

    public async Task<IAsyncDisposable> FollowAsync(string userId, IStreamListener listener, CancellationToken ct)
    {
        _listeners[userId] = listener;
        return new Following(this, userId, await inner.FollowAsync(userId, new Ear(this, listener), ct));
    }

    private static AppException Away() => new(AppError.Unavailable("The event store"));

    private sealed class Following(FlakyBus bus, string userId, IAsyncDisposable inner) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            bus._listeners.TryRemove(userId, out _);
            return inner.DisposeAsync();
        }
    }

    private sealed class Ear(FlakyBus bus, IStreamListener listener) : IStreamListener
    {
        public void OnEntry(StreamEntry entry)
        {
            if (!bus.IsDeaf && !bus.IsAway)
            {
                listener.OnEntry(entry);
            }
        }

        public void OnInterrupted() => listener.OnInterrupted();

        public void OnBridgeHole() => listener.OnBridgeHole();
    }
}
