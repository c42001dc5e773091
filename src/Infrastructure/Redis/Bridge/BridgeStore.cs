using Pinnokio.Application.Events.Contracts;
using StackExchange.Redis;

namespace Pinnokio.Infrastructure.Redis.Bridge;

/// <summary>What the bridge asks of the server.</summary>
internal sealed class BridgeStore(RedisCalls calls)
{
    /// <summary>
    /// KEYS: stream; ARGV: chance to begin, chance, entries kept, channel, event, wake-up channel, hash, tick. Without a message on the channel,
    /// where it came from.
    /// </summary>
    private static readonly RedisScript s_append = new(
        RedisEventScripts.Begin
            + RedisEventScripts.Append
            + """
            local id = append(now(), 'channel', ARGV[4], 'event', ARGV[5], 'raw', ARGV[7], 'tick', ARGV[8])
            redis.call('PUBLISH', ARGV[6], id .. '\n' .. ARGV[4] .. '\n' .. ARGV[5])
            return id
            """
    );

    /// <summary>KEYS: stream; ARGV: tick. The hashes of the messages that were appended since.</summary>
    private static readonly RedisScript s_seen = new(
        """
        local hashes = {}
        for _, entry in ipairs(redis.call('XREVRANGE', KEYS[1], '+', '-')) do
          local hash, tick
          for i = 1, #entry[2], 2 do
            if entry[2][i] == 'raw' then hash = entry[2][i + 1] elseif entry[2][i] == 'tick' then tick = entry[2][i + 1] end
          end
          if hash and tonumber(tick) >= tonumber(ARGV[1]) then hashes[#hashes + 1] = hash end
        end
        return hashes
        """
    );

    private static readonly RedisScript s_tick = new(
        """
        local tick = redis.call('INCR', KEYS[1])
        redis.call('PUBLISH', ARGV[1], tick)
        return tick
        """
    );

    private static readonly RedisScript s_hole = new(
        """
        local time = redis.call('TIME')
        local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
        redis.call('SET', KEYS[1], now, 'EX', 90000)
        return redis.call('PUBLISH', ARGV[1], now)
        """
    );

    public Task AppendAsync(string userId, string channel, byte[] json, string hash, long tick, CancellationToken ct)
    {
        var stream = RedisEventKeys.Stream(userId);
        RedisValue[] values = [RedisStreamEntry.Chance(), RedisStreamEntry.Chance(), IEventBus.Kept + 1, channel, json, stream, hash, tick];
        return calls.RunAsync(s_append, [stream], values, ct);
    }

    public async Task<List<string>> SeenAsync(string userId, long tick, CancellationToken ct) =>
        [.. ((RedisResult[])await calls.RunAsync(s_seen, [RedisEventKeys.Stream(userId)], [tick], ct)).Select(hash => (string)hash!)];

    public async Task<long> TickAsync(CancellationToken ct) =>
        (long)await calls.RunAsync(s_tick, [BridgeKeys.Tick], [BridgeKeys.TickChannel], ct);

    public Task HoleAsync(CancellationToken ct) => calls.RunAsync(s_hole, [BridgeKeys.Hole], [BridgeKeys.HoleChannel], ct);

    /// <summary>Null when there never was a bridge.</summary>
    public async Task<long?> DoneAsync(CancellationToken ct) =>
        (long?)await calls.AskAsync(database => database.StringGetAsync(BridgeKeys.Done), ct);

    public Task SetDoneAsync(long tick, CancellationToken ct) =>
        calls.AskAsync(database => database.StringSetAsync(BridgeKeys.Done, tick), ct);
}
