using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Pinnokio.Application.Common;
using Pinnokio.Application.Events.Contracts;

namespace Pinnokio.Infrastructure.Redis.Bridge;

/// <summary>What the holder of the bridge does: it writes what the ring has and the streams do not, and ticks.</summary>
internal sealed partial class BridgeWriter(
    BridgeRing ring,
    BridgeStore store,
    EventChannels channels,
    IMeterFactory meters,
    TimeProvider clock,
    ILogger<RedisBridge> log
)
{
    private const int Batch = 64;
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_onItsWay = TimeSpan.FromMilliseconds(300);

    private readonly Counter<long> _messages = meters.Create("Pinnokio.Bridge").CreateCounter<long>("pinnokio_bridge_messages");
    private readonly Counter<long> _holes = meters.Create("Pinnokio.Bridge").CreateCounter<long>("pinnokio_bridge_holes");
    private long _ownTick = long.MaxValue;

    /// <summary>Goes on where the streams end, then writes what comes in.</summary>
    public async Task RunAsync(bool heardNoHolder, Action caughtUp, CancellationToken ct)
    {
        _ownTick = long.MaxValue;
        var done = await store.DoneAsync(ct);
        var place = await FindAsync(done, ct);
        if (done is null && heardNoHolder)
        {
            place = ring.LeadingBreak; // before the first bridge ever, an interruption interrupts nothing
        }
        else if (done is null || place is null)
        {
            await DeclareHoleAsync("nobody knows what was published since the last holder", ct);
            place = done is null ? ring.Last(BridgeItemKind.Break) : null; // what came before was lost with the streams
        }

        var seen = new BridgeSeen(store, done ?? 0);
        while (true)
        {
            var grown = ring.Grown;
            if (ring.After(place) is { } items)
            {
                foreach (var batch in items.Select(item => item.Value).Chunk(Batch))
                {
                    await WriteAsync(batch, seen, ct);
                }

                place = items.Count > 0 ? items[^1] : place;
                caughtUp();
                await grown.WaitAsync(ct);
            }
            else
            {
                await DeclareHoleAsync("it fell behind", ct);
                place = null;
            }
        }
    }

    /// <summary>A tick that another replica has heard is on its way here, if it was not sent before this one listened.</summary>
    private async Task<LinkedListNode<BridgeItem>?> FindAsync(long? done, CancellationToken ct)
    {
        var asked = clock.GetTimestamp();
        while (done is not null)
        {
            var grown = ring.Grown;
            if (ring.Last(BridgeItemKind.Tick, done) is { } place)
            {
                return place;
            }

            var left = s_onItsWay - clock.GetElapsedTime(asked);
            if (left <= TimeSpan.Zero)
            {
                return null;
            }

            await grown.WaitAsync(left, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ct.ThrowIfCancellationRequested();
        }

        return null;
    }

    /// <summary>Sends appends without waiting for each other; one connection and one server keep their order.</summary>
    private async Task WriteAsync(BridgeItem[] batch, BridgeSeen seen, CancellationToken ct)
    {
        var appending = new List<Task>(batch.Length);
        foreach (var item in batch)
        {
            if (item.Kind == BridgeItemKind.Message)
            {
                if (await EventOfAsync(item, seen, ct) is { } append)
                {
                    appending.Add(append());
                    // The first one alone, so that the server knows the script when the others come.
                    await (appending.Count == 1 ? appending[0] : Task.CompletedTask);
                }

                continue;
            }

            await Task.WhenAll(appending);
            if (item.Kind == BridgeItemKind.Tick)
            {
                // What an earlier holder wrote was published before our own first tick.
                seen.IsOver |= item.Tick >= Volatile.Read(ref _ownTick);
                await store.SetDoneAsync(item.Tick, ct);
            }
            else
            {
                await DeclareHoleAsync("the subscription was interrupted", ct);
            }
        }

        await Task.WhenAll(appending);
    }

    private async Task<Func<Task>?> EventOfAsync(BridgeItem item, BridgeSeen seen, CancellationToken ct)
    {
        var userId = channels.UserOf(item.Channel);
        if (
            userId is null
            || !FieldRules.IsUserId(userId)
            || BridgeMessage.ToEvent(userId, item.Message, clock.GetUtcNow()) is not { } json
        )
        {
            _messages.Add(1, new KeyValuePair<string, object?>("result", "dropped"));
            Dropped(item.Channel);
            return null;
        }

        var hash = BridgeMessage.Hash(item.Channel, item.Message);
        if (await seen.TakeAsync(userId, hash, ct))
        {
            return null;
        }

        _messages.Add(1, new KeyValuePair<string, object?>("result", "written"));
        return () => store.AppendAsync(userId, item.Channel, json, hash, item.Tick, ct);
    }

    private async Task DeclareHoleAsync(string why, CancellationToken ct)
    {
        await store.HoleAsync(ct);
        _holes.Add(1);
        Hole(why);
    }

    /// <summary>Tells each second where the holder is, in the order of what is published.</summary>
    public async Task TickAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var tick = await store.TickAsync(ct);
                Interlocked.CompareExchange(ref _ownTick, tick, long.MaxValue);
            }
            catch (AppException)
            {
                // Without ticks the next holder has more to compare, or announces a hole.
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(s_tick, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(70, LogLevel.Warning, "bridge: a message on {Channel} is no event and was dropped")]
    private partial void Dropped(string channel);

    [LoggerMessage(71, LogLevel.Warning, "bridge: events may have been lost, {Why}")]
    private partial void Hole(string why);
}
