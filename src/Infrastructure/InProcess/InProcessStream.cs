using Pinnokio.Application.Events.Contracts;

namespace Pinnokio.Infrastructure.InProcess;

/// <summary>One user's stream in memory; whoever holds it keeps others out.</summary>
internal sealed class InProcessStream
{
    private static readonly TimeSpan s_life = TimeSpan.FromHours(24);
    private static readonly TimeSpan s_idLife = TimeSpan.FromMinutes(10);

    /// <summary>What an entry takes beside its JSON, roughly.</summary>
    private const int Overhead = 150;

    private readonly List<StreamEntry> _entries = [];
    private readonly Dictionary<string, (StreamPosition Position, DateTimeOffset Until)> _ids = new(StringComparer.Ordinal);
    private readonly Queue<string> _idsInOrder = new();
    private readonly long _epoch;

    /// <summary>A stream begins with a mark, so that there is a position to start from.</summary>
    public InProcessStream(long epoch, DateTimeOffset now)
    {
        _epoch = epoch;
        Append("", [], null, now);
    }

    public DateTimeOffset Written { get; private set; }

    public long Bytes { get; private set; }

    public StreamPosition Tail => _entries[^1].Position;

    public bool IsExpired(DateTimeOffset now) => now - Written >= s_life;

    public StreamPosition? FindDuplicate(string? eventId, DateTimeOffset now)
    {
        while (_idsInOrder.TryPeek(out var oldest) && _ids[oldest].Until <= now)
        {
            _ids.Remove(_idsInOrder.Dequeue());
            Bytes -= Overhead;
        }

        return eventId is not null && _ids.TryGetValue(eventId, out var earlier) ? earlier.Position : null;
    }

    public StreamEntry Append(string channel, byte[] json, string? eventId, DateTimeOffset now)
    {
        var number = _entries.Count == 0 ? 1 : Tail.Number + 1;
        var mark = Random.Shared.Next(1 << StreamPosition.MarkBits);
        var entry = new StreamEntry(new StreamPosition(_epoch, (number << StreamPosition.MarkBits) | (uint)mark), channel, json);
        _entries.Add(entry);
        Bytes += Overhead + json.Length;
        if (_entries.Count > IEventBus.Kept + 1)
        {
            Bytes -= Overhead + _entries[0].Json.Length;
            _entries.RemoveAt(0);
        }

        if (eventId is not null)
        {
            _ids.Add(eventId, (entry.Position, now + s_idLife));
            _idsInOrder.Enqueue(eventId);
            Bytes += Overhead;
        }

        Written = now;
        return entry;
    }

    /// <summary>The entry at the position itself must be there still: it proves that nothing is missing behind it.</summary>
    public StreamRead Read(StreamPosition? from, int limit)
    {
        if (from is not { } after)
        {
            return new StreamRead(StreamGap.None, [.. _entries.Take(limit)], Tail);
        }

        var index = after.Number - _entries[0].Position.Number;
        var gap =
            after.Epoch != _epoch ? StreamGap.StreamLost
            : index < 0 ? StreamGap.Trimmed
            : index >= _entries.Count || _entries[(int)index].Position != after ? StreamGap.UnknownPosition
            : StreamGap.None;
        return new StreamRead(gap, gap == StreamGap.None ? [.. _entries.Skip((int)index + 1).Take(limit)] : [], Tail);
    }
}
