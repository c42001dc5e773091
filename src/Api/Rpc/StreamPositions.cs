using System.Collections.Concurrent;
using Pinnokio.Application.Common;
using Pinnokio.Application.Events.Contracts;

namespace Pinnokio.Api.Rpc;

/// <summary>
/// Where a user's stream stands before a read loads, so that a client that loads and then listens misses nothing in between. An older position
/// only repeats events, so one is good for a while and the hot path asks nobody.
/// </summary>
internal sealed partial class StreamPositions(IEventBus bus, ReadBudget budget, TimeProvider clock, ILogger<StreamPositions> log)
{
    public const string Header = "X-Stream-Position";
    public const int MaxUsers = 10_000;
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, Slot> _slots = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Null when the store does not tell it within the budget.</summary>
    public ValueTask<string?> BeforeLoadAsync(string userId)
    {
        var now = clock.GetTimestamp();
        while (true)
        {
            if (_slots.TryGetValue(userId, out var known) && clock.GetElapsedTime(known.Asked, now) < (known.HasFailed ? s_retry : s_fresh))
            {
                return new ValueTask<string?>(known.Position.Value);
            }

            if (!FieldRules.IsUserId(userId))
            {
                return new ValueTask<string?>((string?)null);
            }

            var slot = new Slot(now, own => LoadAsync(userId, own));
            if (known is null ? TryAdd(userId, slot) : _slots.TryUpdate(userId, slot, known))
            {
                return new ValueTask<string?>(slot.Position.Value);
            }
        }
    }

    private bool TryAdd(string userId, Slot slot)
    {
        if (!_slots.TryAdd(userId, slot))
        {
            return false;
        }

        if (Interlocked.Increment(ref _count) >= MaxUsers)
        {
            _slots.Clear(); // they are of two seconds at most, and cheap to ask for again
            Volatile.Write(ref _count, 0);
        }

        return true;
    }

    private async Task<string?> LoadAsync(string userId, Slot slot)
    {
        try
        {
            var tail = bus.TailAsync(userId, CancellationToken.None);
            return (tail.IsCompleted ? await tail : await tail.WaitAsync(budget.Time, clock)).ToString();
        }
        catch (Exception fault)
        {
            // The read is worth more than its header, and a fault kept here would fail every read of the user.
            slot.HasFailed = true;
            if (fault is not (TimeoutException or AppException { Error.Kind: ErrorKind.Unavailable }))
            {
                NotTold(fault);
            }

            return null;
        }
    }

    [LoggerMessage(23, LogLevel.Error, "A read is answered without its stream position")]
    private partial void NotTold(Exception fault);

    private sealed class Slot
    {
        private volatile bool _hasFailed;

        public Slot(long asked, Func<Slot, Task<string?>> load)
        {
            Asked = asked;
            Position = new Lazy<Task<string?>>(() => load(this));
        }

        public long Asked { get; }

        public Lazy<Task<string?>> Position { get; }

        public bool HasFailed
        {
            get => _hasFailed;
            set => _hasFailed = value;
        }
    }
}
