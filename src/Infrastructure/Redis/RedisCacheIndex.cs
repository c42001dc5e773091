using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Caching;
using StackExchange.Redis;

namespace Pinnokio.Infrastructure.Redis;

/// <summary>
/// Which entries a company has, for its figures: a sorted set of <c>type|key</c> by time of expiry, so that the past can be cut off
/// and the index never outgrows the entries. The figures themselves are read from the entries' ends.
/// </summary>
internal sealed class RedisCacheIndex(CacheOptions options, TimeProvider clock)
{
    private const int Batch = 500;
    private const int CutOneIn = 16;

    public void Add(IDatabase database, CacheSpec spec, TimeSpan lives)
    {
        RedisKey index = CacheKeys.Index(spec.Tag.CompanyId);
        var now = clock.GetUtcNow();
        _ = database.SortedSetAddAsync(index, $"{spec.Tag.DataType}|{spec.Key}", Score(now + lives), CommandFlags.FireAndForget);
        _ = database.KeyExpireAsync(index, options.VersionTimeToLive, CommandFlags.FireAndForget);
        if (Random.Shared.Next(CutOneIn) == 0)
        {
            _ = database.SortedSetRemoveRangeByScoreAsync(index, 0, Score(now), Exclude.None, CommandFlags.FireAndForget);
        }
    }

    public async Task CountAsync(IDatabase database, Guid companyId, CacheTotals totals, CancellationToken ct)
    {
        RedisKey index = CacheKeys.Index(companyId);
        await database.SortedSetRemoveRangeByScoreAsync(index, 0, Score(clock.GetUtcNow())).WaitAsync(ct);
        var versions = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var members in (await database.SortedSetRangeByRankAsync(index).WaitAsync(ct)).Chunk(Batch))
        {
            var entries = members.Select(member => Split(member!)).ToList();
            foreach (var dataType in entries.Select(entry => entry.DataType).Distinct().Where(type => !versions.ContainsKey(type)))
            {
                versions[dataType] =
                    (byte[]?)await database.StringGetAsync(CacheKeys.Version(new(companyId, dataType))).WaitAsync(ct) ?? [];
            }

            var ends = entries.Select(entry => database.StringGetRangeAsync(entry.Key, -CacheEntry.MaxTail, -1));
            foreach (var (entry, end) in entries.Zip(await Task.WhenAll(ends).WaitAsync(ct)))
            {
                totals.Add(entry.DataType, (byte[]?)end, versions[entry.DataType]);
            }
        }
    }

    private static double Score(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static (string DataType, string Key) Split(string member)
    {
        var bar = member.IndexOf('|', StringComparison.Ordinal);
        return (member[..bar], member[(bar + 1)..]);
    }
}
