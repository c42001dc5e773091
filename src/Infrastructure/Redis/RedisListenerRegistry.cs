using System.Globalization;
using Pinnokio.Application.Common;
using Pinnokio.Application.Registry.Listeners;
using StackExchange.Redis;

namespace Pinnokio.Infrastructure.Redis;

/// <summary>
/// The listeners of a user in one hash, <c>listeners:{user}</c>: id = "expires seen registered entry", in the server's milliseconds. Every step
/// drops what has expired first.
/// </summary>
internal sealed class RedisListenerRegistry(RedisCalls calls) : IListenerRegistry
{
    private static readonly RedisScript s_step = new(
        """
        local k, op, id, life, entry = KEYS[1], ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local living, found, all = {}, nil, redis.call('HGETALL', k)
        for i = 1, #all, 2 do
            if tonumber(string.match(all[i + 1], '^%d+')) <= now then
                redis.call('HDEL', k, all[i])
            else
                living[#living + 1] = all[i + 1]
                if all[i] == id then found = all[i + 1] end
            end
        end
        local registered, old = string.match(found or '', '^%d+ %d+ (%d+) (.*)$')
        if op == 'put' or op == 'renew' and found then
            local times = string.format('%.0f %.0f %s ', now + life, now, registered or string.format('%.0f', now))
            redis.call('HSET', k, id, times .. (op == 'put' and entry or old))
            redis.call('PEXPIRE', k, life)
        elseif op == 'remove' then
            redis.call('HDEL', k, id)
        elseif op == 'clear' then
            redis.call('DEL', k)
        end
        if op == 'list' then return living end
        if op == 'clear' then return #living end
        return found and 1 or 0
        """
    );

    public async Task<bool> PutAsync(string userId, ListenerEntry listener, CancellationToken ct) =>
        (long)await RunAsync(userId, "put", listener.Id, WireJson.Serialize(listener), ct) == 1;

    public async Task<bool> RenewAsync(string userId, string listenerId, CancellationToken ct) =>
        (long)await RunAsync(userId, "renew", listenerId, "", ct) == 1;

    public async Task<bool> RemoveAsync(string userId, string listenerId, CancellationToken ct) =>
        (long)await RunAsync(userId, "remove", listenerId, "", ct) == 1;

    public async Task<int> ClearAsync(string userId, CancellationToken ct) => (int)await RunAsync(userId, "clear", "", "", ct);

    public async Task<IReadOnlyList<ListenerView>> ListAsync(string userId, CancellationToken ct) =>
        [
            .. ((string[])await RunAsync(userId, "list", "", "", ct))
                .Select(View)
                .OrderBy(listener => listener.ListenerId, StringComparer.Ordinal),
        ];

    private Task<RedisResult> RunAsync(string userId, string step, string id, RedisValue entry, CancellationToken ct) =>
        calls.RunAsync(s_step, [$"listeners:{{{userId}}}"], [step, id, (long)IListenerRegistry.TimeToLive.TotalMilliseconds, entry], ct);

    private static ListenerView View(string stored)
    {
        var parts = stored.Split(' ', 4);
        var entry = WireJson.Deserialize<ListenerEntry>(System.Text.Encoding.UTF8.GetBytes(parts[3]));
        return ListenerView.Of(entry, Instant(parts[2]), Instant(parts[1]));
    }

    private static DateTimeOffset Instant(string milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(milliseconds, CultureInfo.InvariantCulture));
}
