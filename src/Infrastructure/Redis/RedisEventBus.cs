using System.Globalization;
using Pinnokio.Application.Common;
using Pinnokio.Application.Events.Contracts;
using StackExchange.Redis;

namespace Pinnokio.Infrastructure.Redis;

/// <summary>The users' streams on a Redis server; see the README beside this file.</summary>
internal sealed class RedisEventBus(RedisCalls calls, RedisSubscriptions subscriptions) : IEventBus
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
            Chance(),
            Chance(),
            IEventBus.Kept + 1,
            message.Channel,
            WireJson.Serialize(message.Channel),
            json,
            RedisEventKeys.Stream(message.UserId),
        ];
        var answer = (RedisResult[])await calls.RunAsync(RedisEventScripts.Publish, keys, values, ct);
        return new PublishedEvent(Position(answer[0]), (int)answer[1] == 1);
    }

    public async Task<StreamPosition> TailAsync(string userId, CancellationToken ct) =>
        Position(await calls.RunAsync(RedisEventScripts.Tail, [RedisEventKeys.Stream(userId)], [Chance()], ct));

    public async Task<StreamRead> ReadAsync(string userId, StreamPosition? after, int limit, CancellationToken ct)
    {
        RedisValue[] values = [Chance(), after?.ToString() ?? "-", limit];
        var answer = (RedisResult[])await calls.RunAsync(RedisEventScripts.Read, [RedisEventKeys.Stream(userId)], values, ct);
        var (tail, first) = (Position(answer[0]), Position(answer[1]));
        var entries = (RedisResult[])answer[2];
        if (after is { } sought && entries.Length == 0)
        {
            var gap =
                sought.Epoch != first.Epoch ? StreamGap.StreamLost
                : sought.Number < first.Number ? StreamGap.Trimmed
                : StreamGap.UnknownPosition;
            return new StreamRead(gap, [], tail);
        }

        var found = entries.Skip(after is null ? 0 : 1).Take(limit).Select(entry => RedisStreamEntry.From(entry).Entry);
        return new StreamRead(StreamGap.None, [.. found], tail);
    }

    public Task<IAsyncDisposable> FollowAsync(string userId, IStreamListener listener, CancellationToken ct)
    {
        var channel = new RedisChannel(RedisEventKeys.Stream(userId), RedisChannel.PatternMode.Literal);
        return subscriptions.SubscribeAsync(channel, new RedisStreamFeed(listener), ct);
    }

    private static int Chance() => Random.Shared.Next(1 << StreamPosition.MarkBits);

    private static StreamPosition Position(RedisResult id) =>
        StreamPosition.TryParse((string?)id, out var position)
            ? position
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{id} is no position of a stream."));
}
