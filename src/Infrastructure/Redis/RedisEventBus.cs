using Pinnokio.Application.Common;
using Pinnokio.Application.Events.Contracts;
using StackExchange.Redis;

namespace Pinnokio.Infrastructure.Redis;

/// <summary>The users' streams on a Redis server; see the README beside this file.</summary>
internal sealed class RedisEventBus(RedisCalls calls, RedisSubscriptions subscriptions, RedisHoles holes) : IEventBus
{
    public async Task<PublishedEvent> PublishAsync(NewEvent message, CancellationToken ct)
    {
        var json = message.Json.TrimStart(" \t\r\n"u8).ToArray();
        if (json is not [(byte)'{', ..])
        {
            throw new ArgumentException("An event is a JSON object.", nameof(message));
        }

        RedisKey stream = RedisEventKeys.Stream(message.UserId);
        RedisKey[] keys = message.EventId is { } id ? [stream, RedisEventKeys.EventId(message.UserId, id)] : [stream];
        RedisValue[] values =
        [
            RedisStreamEntry.Chance(),
            RedisStreamEntry.Chance(),
            IEventBus.Kept + 1,
            message.Channel,
            WireJson.Serialize(message.Channel),
            json,
            RedisEventKeys.Stream(message.UserId),
        ];
        var answer = (RedisResult[])await calls.RunAsync(RedisEventScripts.Publish, keys, values, ct);
        return new PublishedEvent(RedisStreamEntry.PositionOf(answer[0]), (int)answer[1] == 1);
    }

    public Task<StreamPosition> TailAsync(string userId, CancellationToken ct) => holes.TailAsync(userId, ct);

    public async Task<StreamRead> ReadAsync(string userId, StreamPosition? after, int limit, CancellationToken ct)
    {
        RedisValue[] values = [RedisStreamEntry.Chance(), after?.ToString() ?? "-", limit];
        var asking = holes.LastAsync(ct); // before the stream is read: a later one is announced
        var answer = (RedisResult[])await calls.RunAsync(RedisEventScripts.Read, [RedisEventKeys.Stream(userId)], values, ct);
        var hole = await asking;
        var (tail, first) = (RedisStreamEntry.PositionOf(answer[0]), RedisStreamEntry.PositionOf(answer[1]));
        var entries = ((RedisResult[])answer[2]).Select(RedisStreamEntry.From);
        if (after is not { } sought)
        {
            return new StreamRead(StreamGap.None, [.. entries.Take(limit).Select(entry => entry.Entry)], tail);
        }

        var found = entries.ToList();
        if (found.Count == 0)
        {
            var gap =
                sought.Epoch != first.Epoch ? StreamGap.StreamLost
                : sought.Number < first.Number ? StreamGap.Trimmed
                : StreamGap.UnknownPosition;
            return new StreamRead(gap, [], tail);
        }

        return found[0].Time > hole
            ? new StreamRead(StreamGap.None, [.. found.Skip(1).Select(entry => entry.Entry)], tail)
            : new StreamRead(StreamGap.BridgeHole, [], await holes.TailAsync(userId, ct));
    }

    public async Task<IAsyncDisposable> FollowAsync(string userId, IStreamListener listener, CancellationToken ct)
    {
        var channel = new RedisChannel(RedisEventKeys.Stream(userId), RedisChannel.PatternMode.Literal);
        var feed = new RedisStreamFeed(listener);
        holes.Add(feed, userId);
        try
        {
            return new Following(holes, feed, await subscriptions.SubscribeAsync(channel, feed, ct));
        }
        catch
        {
            holes.Remove(feed);
            throw;
        }
    }

    private sealed class Following(RedisHoles holes, RedisStreamFeed feed, IAsyncDisposable subscription) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            holes.Remove(feed);
            return subscription.DisposeAsync();
        }
    }
}
