using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Pinnokio.Application.Common;
using Pinnokio.Application.Events.Contracts;
using Pinnokio.Infrastructure.Redis.Bridge;
using StackExchange.Redis;

namespace Pinnokio.Infrastructure.Redis;

/// <summary>
/// The last hole in the bridge, and who is to be told of the next. A stream whose last entry is older gets a mark, so that there is a position
/// behind the hole.
/// </summary>
internal sealed class RedisHoles(RedisCalls calls) : IRedisSubscriber
{
    private const int Batch = 100;
    private readonly ConcurrentDictionary<RedisStreamFeed, string> _feeds = new();
    private long _known;
    private long _announced = long.MaxValue;

    /// <summary>The server's time of the last hole, in milliseconds; 0 when there was none.</summary>
    public async Task<long> LastAsync(CancellationToken ct)
    {
        var stored = (long?)await calls.AskAsync(database => database.StringGetAsync(BridgeKeys.Hole), ct) ?? 0;
        Interlocked.Exchange(ref _known, Math.Max(stored, Volatile.Read(ref _known)));
        return stored;
    }

    /// <summary>The user's last position, which is behind the last hole known.</summary>
    public async Task<StreamPosition> TailAsync(string userId, CancellationToken ct)
    {
        var stream = RedisEventKeys.Stream(userId);
        RedisValue[] values = [RedisStreamEntry.Chance(), RedisStreamEntry.Chance(), IEventBus.Kept + 1, Volatile.Read(ref _known), stream];
        return RedisStreamEntry.PositionOf(await calls.RunAsync(RedisEventScripts.Tail, [stream], values, ct));
    }

    public void Add(RedisStreamFeed feed, string userId) => _feeds[feed] = userId;

    public void Remove(RedisStreamFeed feed) => _feeds.TryRemove(feed, out _);

    /// <summary>A hole was declared, on whatever replica.</summary>
    public void OnMessage(RedisChannel channel, byte[] message)
    {
        if (long.TryParse(Encoding.ASCII.GetString(message), NumberStyles.None, CultureInfo.InvariantCulture, out var time))
        {
            Volatile.Write(ref _known, time);
            Volatile.Write(ref _announced, time);
            _ = Task.Run(AnnounceAsync);
        }
    }

    /// <summary>A hole may have been declared meanwhile.</summary>
    public void OnInterrupted() => _ = Task.Run(RefreshAsync);

    /// <summary>Learns of the last hole, and announces it unless it is the first thing learnt.</summary>
    public async Task RefreshAsync()
    {
        try
        {
            var last = await LastAsync(CancellationToken.None);
            if (last > Interlocked.Exchange(ref _announced, last))
            {
                await AnnounceAsync();
            }
        }
        catch (AppException)
        {
            // The link that is lost next time will bring it here again, and every read asks for itself.
        }
    }

    private async Task AnnounceAsync()
    {
        foreach (var batch in _feeds.Chunk(Batch))
        {
            await Task.WhenAll(batch.Select(feed => AnnounceAsync(feed.Key, feed.Value)));
        }
    }

    private async Task AnnounceAsync(RedisStreamFeed feed, string userId)
    {
        try
        {
            await TailAsync(userId, CancellationToken.None);
        }
        catch (AppException)
        {
            // Then the next read writes the mark.
        }

        feed.OnBridgeHole();
    }
}
