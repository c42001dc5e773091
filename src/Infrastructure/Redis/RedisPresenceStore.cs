using System.Globalization;
using Pinnokio.Infrastructure.Registry;
using StackExchange.Redis;

namespace Pinnokio.Infrastructure.Redis;

/// <summary>
/// The registry's records in Redis. Each step is one script on one key, so that a cluster may spread the users; the schedule and the list of those
/// online are keys of their own, which follow in further steps and are put right by whoever looks at the user next.
/// </summary>
internal sealed class RedisPresenceStore(RedisCalls calls, RedisConnection connection, PresenceTimes times) : IPresenceStore
{
    public const string Online = "presence:online";
    private const string Due = "presence:due";

    private static readonly RedisScript s_step = new(RedisPresenceScript.Text);

    private static readonly RedisScript s_mark = new(
        """
        local time = redis.call('TIME')
        redis.call('ZADD', KEYS[1], time[1] * 1000 + time[2] / 1000 + ARGV[2], ARGV[1])
        """
    );

    private static readonly RedisScript s_due = new(
        """
        local time = redis.call('TIME')
        return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', time[1] * 1000 + time[2] / 1000, 'WITHSCORES', 'LIMIT', 0, ARGV[1])
        """
    );

    private static readonly RedisScript s_reschedule = new(
        """
        if redis.call('ZSCORE', KEYS[1], ARGV[1]) ~= ARGV[2] then return end
        if ARGV[3] == '' then redis.call('ZREM', KEYS[1], ARGV[1]) else redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1]) end
        """
    );

    private static readonly RedisScript s_read = new(
        """
        local time = redis.call('TIME')
        local now, living = time[1] * 1000 + math.floor(time[2] / 1000), {}
        local all = redis.call('HGETALL', KEYS[1])
        for i = 1, #all, 2 do
            local expires = string.sub(all[i], 1, 2) == 's:' and string.match(all[i + 1], '^%d+')
            if expires and tonumber(expires) > now then
                living[#living + 1] = all[i]
                living[#living + 1] = all[i + 1]
            end
        end
        return living
        """
    );

    private readonly RedisValue[] _times =
    [
        .. new[] { times.Life, times.Grace, times.SilentLead, times.Settle, times.LookAgain, times.Kept }.Select(Milliseconds),
    ];

    public long? Epoch => connection.Link is { IsLost: false } link ? link.Epoch : null;

    public Task Changed => connection.Changed;

    public async Task<PresenceRecord> ApplyAsync(string userId, PresenceStep step, CancellationToken ct)
    {
        var answer = (RedisResult[])await calls.RunAsync(s_step, [Record(userId)], Arguments(step), ct);
        return new PresenceRecord((long)answer[0] == 1, Number(answer[1]), (long)answer[2] == 1, Number(answer[3]));
    }

    public Task MarkAsync(string userId, CancellationToken ct) =>
        calls.RunAsync(s_mark, [Due], [userId, Milliseconds(times.LookAgain)], ct);

    public async Task<IReadOnlyList<DueUser>> DueAsync(int limit, CancellationToken ct)
    {
        var found = (string[])await calls.RunAsync(s_due, [Due], [limit], ct);
        return [.. found.Chunk(2).Select(pair => new DueUser(pair[0], pair[1]))];
    }

    public Task RescheduleAsync(DueUser due, long? next, CancellationToken ct) =>
        calls.RunAsync(s_reschedule, [Due], [due.UserId, due.Entry, next is { } at ? at : ""], ct);

    public Task ListAsync(string userId, bool online, CancellationToken ct) =>
        calls.AskAsync(
            database => online ? database.SortedSetAddAsync(Online, userId, 0) : database.SortedSetRemoveAsync(Online, userId),
            ct
        );

    public async Task<string?> UserOfAsync(string sessionId, CancellationToken ct) =>
        await calls.AskAsync(database => database.StringGetAsync(Session(sessionId)), ct);

    public Task BindAsync(string sessionId, string? userId, CancellationToken ct) =>
        calls.AskAsync(
            database =>
                userId is null
                    ? database.KeyDeleteAsync(Session(sessionId))
                    : database.StringSetAsync(Session(sessionId), userId, times.Life),
            ct
        );

    public async Task<IReadOnlyList<StoredSession>> SessionsAsync(string userId, CancellationToken ct)
    {
        var fields = (string[])await calls.RunAsync(s_read, [Record(userId)], [], ct);
        return [.. fields.Chunk(2).Select(SessionOf)];
    }

    public async Task<IReadOnlyList<string>> ListedAsync(string? after, int limit, CancellationToken ct)
    {
        var from = after is null ? default : (RedisValue)after;
        var users = await calls.AskAsync(
            database => database.SortedSetRangeByValueAsync(Online, from, exclude: Exclude.Start, take: limit),
            ct
        );
        return [.. users.Select(user => (string)user!)];
    }

    public Task<long> CountAsync(CancellationToken ct) => calls.AskAsync(database => database.SortedSetLengthAsync(Online), ct);

    public static RedisKey Record(string userId) => $"presence:{{{userId}}}";

    private static RedisKey Session(string sessionId) => $"presence:session:{sessionId}";

    private static StoredSession SessionOf(string[] field)
    {
        var parts = field[1].Split(' ', 4);
        return new StoredSession(field[0][2..], Whole(parts[0]), Whole(parts[1]), Whole(parts[2]), parts[3]);
    }

    private RedisValue[] Arguments(PresenceStep step) =>
        [
            step.Kind.ToString().ToLowerInvariant(),
            step.Kind == PresenceStepKind.Told ? step.Edge : step.Key,
            .. _times,
            Milliseconds(step.Age),
            Milliseconds(step.SinceRegistered),
            step.WasOnline ? "1" : "0",
            step.Route,
        ];

    private static RedisValue Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    private static long? Number(RedisResult text) => (string)text is { Length: > 0 } digits ? Whole(digits) : null;

    private static long Whole(string digits) => long.Parse(digits, CultureInfo.InvariantCulture);
}
