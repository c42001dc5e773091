using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.InProcess;

/// <summary>Keys with values and times to live, bounded in bytes: what expired goes first, then what was written longest ago.</summary>
internal sealed class InProcessKeyspace(TimeProvider clock)
{
    private const long DefaultLimit = 64 << 20;
    private const double KeptWhenFull = 0.75;

    /// <summary>What a slot takes beside its key and value, roughly.</summary>
    private const int Overhead = 200;

    private readonly Dictionary<string, Slot> _slots = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private long _bytes;

    public long Limit { get; init; } = DefaultLimit;

    /// <summary>How much it holds, what expired since included.</summary>
    public (int Keys, long Bytes) Held
    {
        get
        {
            lock (_lock)
            {
                return (_slots.Count, _bytes);
            }
        }
    }

    public byte[]? Get(string key)
    {
        lock (_lock)
        {
            return Living(key);
        }
    }

    public void Set(string key, CacheTag tag, byte[] value, TimeSpan lives)
    {
        lock (_lock)
        {
            Put(key, tag, value, lives);
        }
    }

    /// <summary>The living value if it will do, or the given one, which then is it.</summary>
    public byte[] GetOrSet(string key, CacheTag tag, Predicate<byte[]> willDo, byte[] value, TimeSpan lives)
    {
        lock (_lock)
        {
            if (Living(key) is { } living && willDo(living))
            {
                return living;
            }

            Put(key, tag, value, lives);
            return value;
        }
    }

    public void Remove(string key)
    {
        lock (_lock)
        {
            if (_slots.Remove(key, out var slot))
            {
                _bytes -= Size(key, slot);
            }
        }
    }

    public IReadOnlyList<(CacheTag Tag, byte[] Value)> LivingOf(Guid companyId)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            return
            [
                .. _slots
                    .Values.Where(slot => slot.Tag.CompanyId == companyId && slot.Expires > now)
                    .Select(slot => (slot.Tag, slot.Value)),
            ];
        }
    }

    private byte[]? Living(string key) => _slots.TryGetValue(key, out var slot) && slot.Expires > clock.GetUtcNow() ? slot.Value : null;

    private void Put(string key, CacheTag tag, byte[] value, TimeSpan lives)
    {
        Remove(key);
        var now = clock.GetUtcNow();
        var slot = new Slot(value, tag, now, now + lives);
        _slots.Add(key, slot);
        _bytes += Size(key, slot);
        if (_bytes > Limit)
        {
            MakeRoom(now);
        }
    }

    private void MakeRoom(DateTimeOffset now)
    {
        var inOrder = _slots.OrderBy(slot => slot.Value.Expires > now).ThenBy(slot => slot.Value.Written).Select(slot => slot.Key).ToList();
        foreach (var key in inOrder.TakeWhile(_ => _bytes > Limit * KeptWhenFull))
        {
            Remove(key);
        }
    }

    private static long Size(string key, Slot slot) => Overhead + sizeof(char) * key.Length + slot.Value.Length;

    private sealed record Slot(byte[] Value, CacheTag Tag, DateTimeOffset Written, DateTimeOffset Expires);
}
