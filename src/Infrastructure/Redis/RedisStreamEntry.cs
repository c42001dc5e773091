using System.Globalization;
using Pinnokio.Application.Events.Contracts;
using StackExchange.Redis;

namespace Pinnokio.Infrastructure.Redis;

/// <summary>An entry as it is kept: fields <c>time</c> (the server's, in ms), <c>channel</c> and <c>event</c>; a mark has the time alone.</summary>
internal readonly record struct RedisStreamEntry(StreamEntry Entry, long Time)
{
    public static RedisStreamEntry From(RedisResult result)
    {
        var parts = (RedisResult[])result;
        var position = PositionOf(parts[0]);
        var (channel, json, time) = ("", Array.Empty<byte>(), 0L);
        foreach (var pair in ((RedisResult[])parts[1]).Chunk(2))
        {
            switch ((string?)pair[0])
            {
                case "channel":
                    channel = (string)pair[1]!;
                    break;
                case "event":
                    json = (byte[])pair[1]!;
                    break;
                case "time":
                    _ = long.TryParse((string?)pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out time);
                    break;
            }
        }

        return new RedisStreamEntry(new StreamEntry(position, channel, json), time);
    }

    /// <summary>The id of an entry.</summary>
    public static StreamPosition PositionOf(RedisResult id) =>
        StreamPosition.TryParse((string?)id, out var position) ? position : throw new FormatException($"{id} is no position of a stream.");

    /// <summary>What tells an entry from another of the same number.</summary>
    public static int Chance() => Random.Shared.Next(1 << StreamPosition.MarkBits);
}
