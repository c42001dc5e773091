namespace Pinnokio.Infrastructure.Redis;

/// <summary>
/// What is done to a stream in one step. Each script keeps to one slot of a cluster. The chance in an entry's id comes from outside, because
/// Lua's own is the same each time; a Lua number is a double, so an offset stays under 2^53.
/// </summary>
internal static class RedisEventScripts
{
    /// <summary>
    /// The id of the last entry. A stream that is not there begins with a mark, one whose last entry is not younger than the last hole gets one.
    /// KEYS: stream; ARGV: chance to begin, chance, entries kept, time of the hole or 0, wake-up channel.
    /// </summary>
    public static RedisScript Tail { get; } =
        new(
            Begin
                + Append
                + """
                local last = tail(KEYS[1], ARGV[1])
                local hole = tonumber(ARGV[4])
                if hole == 0 then return last end
                local fields = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1][2]
                if fields[1] ~= 'time' or tonumber(fields[2]) > hole then return last end
                local id = append(string.format('%.0f', math.max(tonumber(now()), hole + 1)))
                redis.call('PUBLISH', ARGV[5], id .. '\n\n')
                return id
                """
        );

    /// <summary>KEYS: stream; ARGV: chance, position, limit. A position of - is the first. Answers the tail's id, the first entry's and the entries from the position on.</summary>
    public static RedisScript Read { get; } =
        new(
            Begin
                + """
                local last = tail(KEYS[1], ARGV[1])
                local first = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1][1]
                local entries = redis.call('XRANGE', KEYS[1], ARGV[2], '+', 'COUNT', ARGV[3] + 1)
                if ARGV[2] ~= '-' and entries[1] and entries[1][1] ~= ARGV[2] then entries = {} end
                return {last, first, entries}
                """
        );

    /// <summary>
    /// KEYS: stream, and the id's key if the event has an id; ARGV: chance to begin, chance, entries kept, channel, the same as JSON, event,
    /// wake-up channel. The message on the event's own channel begins with id and channel, by which the bridge knows that it is ours.
    /// Answers the entry's id, and 1 if it stood there already.
    /// </summary>
    public static RedisScript Publish { get; } =
        new(
            Begin
                + Append
                + """
                local seen = KEYS[2] and redis.call('GET', KEYS[2])
                if seen then return {seen, 1} end
                local id = append(now(), 'channel', ARGV[4], 'event', ARGV[6])
                if KEYS[2] then redis.call('SET', KEYS[2], id, 'EX', 600) end
                local comma = string.find(ARGV[6], '^{%s*}') and '' or ','
                redis.call('PUBLISH', ARGV[4], '{"id":"' .. id .. '","channel":' .. ARGV[5] .. comma .. string.sub(ARGV[6], 2))
                redis.call('PUBLISH', ARGV[7], id .. '\n' .. ARGV[4] .. '\n' .. ARGV[6])
                return {id, 0}
                """
        );

    public const string Begin = """
        local function now()
          local time = redis.call('TIME')
          return string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
        end
        local function position(epoch, number, chance)
          return epoch .. '-' .. string.format('%.0f', number * 1048576 + chance)
        end
        local function tail(stream, chance)
          local last = redis.call('XREVRANGE', stream, '+', '-', 'COUNT', 1)[1]
          if last then return last[1] end
          redis.call('DEL', stream)
          local begun = redis.call('XADD', stream, position(now(), 1, chance), 'time', now())
          redis.call('EXPIRE', stream, 86400)
          return begun
        end

        """;

    public const string Append = """
        local function append(time, ...)
          local epoch, offset = string.match(tail(KEYS[1], ARGV[1]), '(%d+)-(%d+)')
          local id = position(epoch, math.floor(offset / 1048576) + 1, ARGV[2])
          redis.call('XADD', KEYS[1], 'MAXLEN', ARGV[3], id, 'time', time, ...)
          redis.call('EXPIRE', KEYS[1], 86400)
          return id
        end

        """;
}
