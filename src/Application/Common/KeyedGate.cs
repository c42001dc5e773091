using System.Collections.Concurrent;

namespace Pinnokio.Application.Common;

/// <summary>Lets one holder per key through at a time; the others wait their turn. Keys that nobody holds take no memory.</summary>
public sealed class KeyedGate<TKey>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Slot> _slots = new();

    public async Task<IDisposable> EnterAsync(TKey key, CancellationToken ct)
    {
        var slot = Rent(key);
        try
        {
            await slot.Turn.WaitAsync(ct);
        }
        catch
        {
            Return(key, slot);
            throw;
        }

        return new Holder(this, key, slot);
    }

    private Slot Rent(TKey key)
    {
        while (true)
        {
            var slot = _slots.GetOrAdd(key, static _ => new Slot());
            lock (slot)
            {
                if (!slot.Retired)
                {
                    slot.Users++;
                    return slot;
                }
            }
        }
    }

    private void Return(TKey key, Slot slot)
    {
        lock (slot)
        {
            if (--slot.Users > 0)
            {
                return;
            }

            slot.Retired = true;
        }

        _slots.TryRemove(new KeyValuePair<TKey, Slot>(key, slot));
        slot.Turn.Dispose();
    }

    private sealed class Slot
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public int Users { get; set; }

        public bool Retired { get; set; }
    }

    private sealed class Holder(KeyedGate<TKey> gate, TKey key, Slot slot) : IDisposable
    {
        private int _disposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
            {
                slot.Turn.Release();
                gate.Return(key, slot);
            }
        }
    }
}
