using Pinnokio.Infrastructure.Leases;
using StackExchange.Redis;

namespace Pinnokio.Infrastructure.Redis;

/// <summary>
/// The steps of a lease, each one script on one key: a hash of <c>owner</c>, <c>fence</c> and <c>until</c> (the server's milliseconds). The key outlives the
/// lease by a day, for its fence; after that, or on a server that lost it, the server's time in microseconds keeps the fence growing.
/// </summary>
internal sealed class RedisLeaseScripts(RedisCalls calls, LeaseTimes times)
{
    /// <summary>
    /// A server that started less than a life ago may have forgotten a holder who still goes by its own clock: it gives nothing away yet.
    /// </summary>
    private static readonly RedisScript s_acquire = new(
        """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        if now < tonumber(redis.call('HGET', KEYS[1], 'until') or 0) then return false end
        local info = redis.pcall('INFO', 'server')
        local up = type(info) == 'string' and string.match(info, 'uptime_in_seconds:(%d+)')
        if up and up * 1000 <= tonumber(ARGV[2]) then return false end
        local fence = math.max(time[1] * 1000000 + time[2], tonumber(redis.call('HGET', KEYS[1], 'fence') or 0) + 1)
        redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'fence', string.format('%.0f', fence), 'until', string.format('%.0f', now + ARGV[2]))
        redis.call('PEXPIRE', KEYS[1], 86400000)
        return string.format('%.0f', fence)
        """
    );

    /// <summary>A lower fence than the holder's is that of a server which forgot the holder: nobody came after.</summary>
    private static readonly RedisScript s_renew = new(
        """
        local held = redis.call('HMGET', KEYS[1], 'owner', 'fence')
        if held[1] ~= ARGV[1] and tonumber(held[2] or 0) >= tonumber(ARGV[3]) then return 0 end
        local time = redis.call('TIME')
        local till = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[2]
        redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'fence', ARGV[3], 'until', string.format('%.0f', till))
        redis.call('PEXPIRE', KEYS[1], 86400000)
        return 1
        """
    );

    private static readonly RedisScript s_giveBack = new(
        """
        if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
        return redis.call('HDEL', KEYS[1], 'owner', 'until')
        """
    );

    private readonly RedisValue _life = (long)times.Life.TotalMilliseconds;

    /// <summary>The fence; null when another holds the lease.</summary>
    public async Task<long?> AcquireAsync(string name, string owner, CancellationToken ct) =>
        (string?)await calls.RunAsync(s_acquire, [Key(name)], [owner, _life], ct) is { } fence
            ? long.Parse(fence, System.Globalization.CultureInfo.InvariantCulture)
            : null;

    /// <summary>False when another came after the owner.</summary>
    public async Task<bool> RenewAsync(string name, string owner, long fence, CancellationToken ct) =>
        (long)await calls.RunAsync(s_renew, [Key(name)], [owner, _life, fence], ct) == 1;

    public Task GiveBackAsync(string name, string owner, CancellationToken ct) => calls.RunAsync(s_giveBack, [Key(name)], [owner], ct);

    private static RedisKey Key(string name) => $"lease:{name}";
}
