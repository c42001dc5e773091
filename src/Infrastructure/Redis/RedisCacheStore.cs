using System.Text;
using Microsoft.Extensions.Logging;
using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Caching;
using StackExchange.Redis;

namespace Pinnokio.Infrastructure.Redis;

/// <summary>
/// The cache on a Redis server. Only single-key commands, so that a cluster may spread the keys. A small breaker of its own instead of a
/// resilience pipeline: that allocates 1.9 KB per hit (measured), more than all the rest of one.
/// </summary>
internal sealed class RedisCacheStore(RedisConnection connection, CacheOptions options, TimeProvider clock, ILogger<RedisCacheStore> log)
    : ICacheStore,
        ICacheRecovery
{
    private static readonly Task<CacheLookup> s_away = Task.FromResult(default(CacheLookup));

    private readonly RedisCacheIndex _index = new(options, clock);
    private long _recovered;

    public bool IsReachable => connection.IsUp;

    public long? Unrecovered =>
        connection.Link is { IsLost: false } link && link.Epoch != Volatile.Read(ref _recovered) ? link.Epoch : null;

    private RedisLink? Reachable => connection.Link is { IsUsable: true } link ? link : null;

    private RedisLink? Trusted => Reachable is { } link && link.Epoch == Volatile.Read(ref _recovered) ? link : null;

    public bool Keeps(string dataType) => options.TimeToLive(dataType) > TimeSpan.Zero;

    public Task<CacheLookup> LookUpAsync(CacheSpec spec, CancellationToken ct) =>
        ct.IsCancellationRequested ? Task.FromCanceled<CacheLookup>(ct)
        : Trusted is { } link ? LookUpAsync(link, spec)
        : s_away;

    public async Task StoreAsync(CacheSpec spec, string version, ReadOnlyMemory<byte> payload, CancellationToken ct)
    {
        var dataType = spec.Tag.DataType;
        var now = clock.GetUtcNow();
        var lives = options.LifeOf(spec, now);
        if (lives < CacheOptions.ShortestLife || Trusted is not { } link)
        {
            return;
        }

        if (CacheEntry.Encode(payload.Span, version, now) is not { } entry)
        {
            log.TooLarge(dataType, spec.Tag.CompanyId, payload.Length);
            return;
        }

        try
        {
            var stored = link.Database.StringSetAsync(spec.Key, entry, lives);
            _index.Add(link.Database, spec, lives);
            await stored.WaitAsync(connection.Options.ReadBudget, clock, ct);
            log.Stored(dataType, spec.Tag.CompanyId, payload.Length);
        }
        catch (Exception fault) when (IsOfTheCache(fault, ct))
        {
            // Not stored, or not known to be: the next read loads again.
        }
    }

    public async Task<bool> RaiseAsync(IReadOnlyCollection<CacheTag> tags, CancellationToken ct)
    {
        if (await connection.UsableLinkAsync(connection.Options.RaiseBudget) is not { } link)
        {
            return false;
        }

        try
        {
            await RaiseAsync(link.Database, tags).WaitAsync(connection.Options.RaiseBudget, clock, ct);
            log.Invalidated(tags);
            return true;
        }
        catch (Exception fault) when (IsOfTheCache(fault, ct))
        {
            link.Note(fault);
            return false;
        }
    }

    public async Task<IReadOnlyDictionary<string, CacheTypeStats>> StatsAsync(Guid companyId, CancellationToken ct)
    {
        var totals = new CacheTotals();
        try
        {
            if (Trusted is { } link)
            {
                await _index.CountAsync(link.Database, companyId, totals, ct);
            }
        }
        catch (Exception fault) when (IsOfTheCache(fault, ct))
        {
            // What was counted so far is all that can be told.
        }

        return totals.Types;
    }

    public async Task<long> NextUnrecoveredAsync(CancellationToken ct)
    {
        while (true)
        {
            var changed = connection.Changed;
            if (Unrecovered is { } epoch)
            {
                return epoch;
            }

            await changed.WaitAsync(ct);
        }
    }

    public void Recovered(long epoch) => Volatile.Write(ref _recovered, epoch);

    private async Task<CacheLookup> LookUpAsync(RedisLink link, CacheSpec spec)
    {
        var asked = clock.GetTimestamp();
        try
        {
            // The entry is read first: a version that was raised in between then makes a miss, not a stale hit.
            var both = link.Database.CreateBatch(); // wakes the client's writer once
            var entryRead = both.StringGetAsync(spec.Key);
            var versionRead = both.StringGetAsync(CacheKeys.Version(spec.Tag));
            both.Execute();
            var version = (byte[]?)await WithinAsync(asked, versionRead);
            var entry = (byte[]?)await WithinAsync(asked, entryRead);
            link.Answered();
            if (!CacheVersion.IsUsable(version))
            {
                return new CacheLookup(await CreateVersionAsync(link, spec.Tag, asked), default, false);
            }

            var hit = CacheEntry.TryDecode(entry, version, out var payload);
            // The client may have reconnected by itself in between, to a server with old data.
            return link.IsLost ? default : new CacheLookup(Encoding.ASCII.GetString(version), payload, hit);
        }
        catch (RedisServerException refusal) when (refusal.Message.StartsWith("WRONGTYPE", StringComparison.Ordinal))
        {
            // Something else lies under the key of the entry: it is as good as none, and a store replaces it.
            return await LookUpAsync(link, spec with { Key = CacheKeys.Nothing });
        }
        catch (Exception fault)
        {
            // Whatever the client throws (it has many ways), the cache is away for this call and the caller reads elsewhere.
            link.Note(fault);
            return default;
        }
    }

    private async Task RaiseAsync(IDatabase database, IReadOnlyCollection<CacheTag> tags)
    {
        try
        {
            var lives = options.VersionTimeToLive;
            await Task.WhenAll(tags.Select(tag => database.StringSetAsync(CacheKeys.Version(tag), CacheVersion.New(), lives)));
        }
        catch (RedisServerException)
        {
            // A full server takes no new value, but gives up an old one; a version that is gone is as good as raised.
            await Task.WhenAll(tags.Select(tag => database.KeyDeleteAsync(CacheKeys.Version(tag))));
        }
    }

    private async Task<string> CreateVersionAsync(RedisLink link, CacheTag tag, long asked)
    {
        var key = CacheKeys.Version(tag);
        var fresh = CacheVersion.New();
        if (await WithinAsync(asked, link.Database.StringSetAsync(key, fresh, options.VersionTimeToLive, When.NotExists)))
        {
            return fresh;
        }

        var other = (byte[]?)await WithinAsync(asked, link.Database.StringGetAsync(key));
        if (CacheVersion.IsUsable(other))
        {
            return Encoding.ASCII.GetString(other!);
        }

        await WithinAsync(asked, link.Database.StringSetAsync(key, fresh, options.VersionTimeToLive));
        return fresh;
    }

    private Task<T> WithinAsync<T>(long asked, Task<T> answer)
    {
        if (answer.IsCompleted)
        {
            return answer;
        }

        var left = connection.Options.ReadBudget - clock.GetElapsedTime(asked);
        return answer.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock);
    }

    private static bool IsOfTheCache(Exception fault, CancellationToken ct) =>
        fault is not OperationCanceledException || !ct.IsCancellationRequested;
}
