using System.Globalization;
using System.Text;
using StackExchange.Redis;

namespace Pinnokio.Infrastructure.Redis.Bridge;

internal enum BridgeItemKind
{
    Message,

    /// <summary>What the holder of the bridge sends each second, to tell others how far it has come.</summary>
    Tick,

    /// <summary>The subscription was interrupted: something may be missing here.</summary>
    Break,
}

/// <summary>What came in, in its order. A message has the number of the tick before it.</summary>
internal sealed record BridgeItem(BridgeItemKind Kind, string Channel, byte[] Message, long Tick, long Received);

/// <summary>What this replica heard of other publishers in the last half minute, so that it can go on where another replica stopped.</summary>
internal sealed class BridgeRing(TimeProvider clock) : IRedisSubscriber
{
    private const long MaxBytes = 64 << 20;
    private const int Overhead = 200;
    private static readonly TimeSpan s_kept = TimeSpan.FromSeconds(30);

    private readonly LinkedList<BridgeItem> _items = new();
    private readonly Lock _lock = new();
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _bytes;
    private long _tick;

    /// <summary>Completes when something comes in; take it before looking.</summary>
    public Task Grown => Volatile.Read(ref _grown).Task;

    /// <summary>Subscribed to the messages' patterns; the ring itself is, to the ticks, and hears of interruptions once.</summary>
    public IRedisSubscriber Messages => new MessageSubscriber(this);

    public void OnMessage(RedisChannel channel, byte[] message)
    {
        string name = channel!;
        if (name == BridgeKeys.TickChannel)
        {
            if (long.TryParse(Encoding.ASCII.GetString(message), NumberStyles.None, CultureInfo.InvariantCulture, out var tick))
            {
                Add(BridgeItemKind.Tick, name, [], tick);
            }
        }
        else if (!BridgeMessage.IsOurs(name, message))
        {
            Add(BridgeItemKind.Message, name, message);
        }
    }

    public void OnInterrupted() => Add(BridgeItemKind.Break, "", []);

    /// <summary>The last item of the kind, and of the tick if one is given.</summary>
    public LinkedListNode<BridgeItem>? Last(BridgeItemKind kind, long? tick = null)
    {
        lock (_lock)
        {
            var place = _items.Last;
            while (place is not null && (place.Value.Kind != kind || (tick is not null && place.Value.Tick != tick)))
            {
                place = place.Previous;
            }

            return place;
        }
    }

    /// <summary>The last of the interruptions with which it begins.</summary>
    public LinkedListNode<BridgeItem>? LeadingBreak
    {
        get
        {
            lock (_lock)
            {
                LinkedListNode<BridgeItem>? found = null;
                for (var next = _items.First; next?.Value.Kind == BridgeItemKind.Break; next = next.Next)
                {
                    found = next;
                }

                return found;
            }
        }
    }

    /// <summary>Everything behind a place, or all when it is null; null when the place is no longer known.</summary>
    public IReadOnlyList<LinkedListNode<BridgeItem>>? After(LinkedListNode<BridgeItem>? place)
    {
        lock (_lock)
        {
            if (place is { List: null })
            {
                return null;
            }

            var found = new List<LinkedListNode<BridgeItem>>();
            for (var next = place is null ? _items.First : place.Next; next is not null; next = next.Next)
            {
                found.Add(next);
            }

            return found;
        }
    }

    private void Add(BridgeItemKind kind, string channel, byte[] message, long? tick = null)
    {
        var now = clock.GetTimestamp();
        lock (_lock)
        {
            _tick = tick ?? _tick;
            _items.AddLast(new BridgeItem(kind, channel, message, _tick, now));
            _bytes += Overhead + message.Length;
            while (_items.First is { } oldest && (_bytes > MaxBytes || clock.GetElapsedTime(oldest.Value.Received, now) > s_kept))
            {
                _bytes -= Overhead + oldest.Value.Message.Length;
                _items.RemoveFirst();
            }
        }

        Interlocked.Exchange(ref _grown, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    private sealed class MessageSubscriber(BridgeRing ring) : IRedisSubscriber
    {
        public void OnMessage(RedisChannel channel, byte[] message) => ring.OnMessage(channel, message);

        public void OnInterrupted() { }
    }
}
