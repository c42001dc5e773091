using System.Threading.Channels;
using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Caching;
using StackExchange.Redis;

namespace Pinnokio.Infrastructure.Redis;

/// <summary>
/// Which entries a company has, for its figures: a sorted set of <c>type|key</c> by time of expiry, so that the past can be cut off
/// and the index never outgrows the entries. What is stored is noted a moment later, many entries in one command: nobody waits for figures.
/// The figures themselves are read from the entries' ends.
/// </summary>
internal sealed class RedisCacheIndex(CacheOptions options, TimeProvider clock)
{
    private const int Batch = 500;
    private const int MostPending = 10_000;
    private static readonly TimeSpan s_noteAfter = TimeSpan.FromMilliseconds(250);

    // Entries that find no room are missing from the figures.
    private readonly Channel<(CacheSpec Spec, DateTimeOffset Until)> _stored = Channel.CreateBounded<(CacheSpec, DateTimeOffset)>(
        new BoundedChannelOptions(MostPending) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    private int _isDue;

    public void Add(IDatabase database, CacheSpec spec, TimeSpan lives)
    {
        _stored.Writer.TryWrite((spec, clock.GetUtcNow() + lives));
        if (Interlocked.Exchange(ref _isDue, 1) == 0)
        {
            _ = NoteLaterAsync(database);
        }
    }

    private async Task NoteLaterAsync(IDatabase database)
    {
        await Task.Delay(s_noteAfter, clock);
        Volatile.Write(ref _isDue, 0);
        try
        {
            Note(database);
        }
        catch (Exception)
        {
            // The server went away meanwhile; the figures miss some entries until they are stored again.
        }
    }

    private void Note(IDatabase database)
    {
        var companies = new Dictionary<Guid, List<SortedSetEntry>>();
        while (_stored.Reader.TryRead(out var entry))
        {
            var tag = entry.Spec.Tag;
            if (!companies.TryGetValue(tag.CompanyId, out var members))
            {
                companies.Add(tag.CompanyId, members = []);
            }

            members.Add(new SortedSetEntry($"{tag.DataType}|{entry.Spec.Key}", Score(entry.Until)));
        }

        foreach (var (companyId, members) in companies)
        {
            RedisKey index = CacheKeys.Index(companyId);
            _ = database.SortedSetAddAsync(index, [.. members], CommandFlags.FireAndForget);
            _ = database.KeyExpireAsync(index, options.VersionTimeToLive, CommandFlags.FireAndForget);
            _ = database.SortedSetRemoveRangeByScoreAsync(index, 0, Score(clock.GetUtcNow()), Exclude.None, CommandFlags.FireAndForget);
        }
    }

    public async Task CountAsync(IDatabase database, Guid companyId, CacheTotals totals, CancellationToken ct)
    {
        Note(database);
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
