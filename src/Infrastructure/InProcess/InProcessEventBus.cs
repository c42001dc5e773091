using Pinnokio.Application.Events.Contracts;

namespace Pinnokio.Infrastructure.InProcess;

/// <summary>
/// The users' streams in this process's memory, for one replica alone: the same positions, limits and reasons as on Redis. When all together
/// pass the limit, the streams that were written longest ago are forgotten, and their readers are told so.
/// </summary>
internal sealed class InProcessEventBus(TimeProvider clock) : IEventBus
{
    private const long DefaultLimit = 256 << 20;
    private const double KeptWhenFull = 0.75;

    private readonly Dictionary<string, InProcessStream> _streams = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<IStreamListener>> _listeners = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private long _bytes;
    private long _epoch;

    public long Limit { get; init; } = DefaultLimit;

    public Task<PublishedEvent> PublishAsync(NewEvent message, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var stream = StreamOf(message.UserId, now);
            var before = stream.Bytes;
            var earlier = stream.FindDuplicate(message.EventId, now);
            var position = earlier ?? Append(stream, message, now);
            _bytes += stream.Bytes - before;
            if (_bytes > Limit)
            {
                MakeRoom(now);
            }

            return Task.FromResult(new PublishedEvent(position, earlier is not null));
        }
    }

    public Task<StreamPosition> TailAsync(string userId, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult(StreamOf(userId, clock.GetUtcNow()).Tail);
        }
    }

    public Task<StreamRead> ReadAsync(string userId, StreamPosition? after, int limit, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult(StreamOf(userId, clock.GetUtcNow()).Read(after, limit));
        }
    }

    public Task<IAsyncDisposable> FollowAsync(string userId, IStreamListener listener, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        lock (_lock)
        {
            // Replaced and never changed, for a listener may come or go while the others are called.
            _listeners[userId] = [.. _listeners.GetValueOrDefault(userId, []), listener];
        }

        return Task.FromResult<IAsyncDisposable>(new Following(this, userId, listener));
    }

    private StreamPosition Append(InProcessStream stream, NewEvent message, DateTimeOffset now)
    {
        var entry = stream.Append(message.Channel, message.Json.ToArray(), message.EventId, now);
        if (_listeners.TryGetValue(message.UserId, out var listeners))
        {
            // Within the lock: it keeps the order, and a listener does not block.
            listeners.ForEach(listener => listener.OnEntry(entry));
        }

        return entry.Position;
    }

    private void Leave(string userId, IStreamListener listener)
    {
        lock (_lock)
        {
            List<IStreamListener> left = [.. _listeners[userId]];
            left.Remove(listener);
            if (left.Count > 0)
            {
                _listeners[userId] = left;
            }
            else
            {
                _listeners.Remove(userId);
            }
        }
    }

    private InProcessStream StreamOf(string userId, DateTimeOffset now)
    {
        if (_streams.TryGetValue(userId, out var known) && !known.IsExpired(now))
        {
            return known;
        }

        _epoch = Math.Max(_epoch + 1, now.ToUnixTimeMilliseconds());
        var stream = new InProcessStream(_epoch, now);
        _bytes += stream.Bytes - (known?.Bytes ?? 0);
        return _streams[userId] = stream;
    }

    private void MakeRoom(DateTimeOffset now)
    {
        var inOrder = _streams.OrderBy(stream => !stream.Value.IsExpired(now)).ThenBy(stream => stream.Value.Written).ToList();
        foreach (var (userId, stream) in inOrder.TakeWhile(_ => _bytes > Limit * KeptWhenFull))
        {
            _bytes -= stream.Bytes;
            _streams.Remove(userId);
        }
    }

    private sealed class Following(InProcessEventBus bus, string userId, IStreamListener listener) : IAsyncDisposable
    {
        private int _disposed;

        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
            {
                bus.Leave(userId, listener);
            }

            return ValueTask.CompletedTask;
        }
    }
}
