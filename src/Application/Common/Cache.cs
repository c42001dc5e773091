namespace Pinnokio.Application.Common;

/// <summary>What a write makes stale: one data type of one company.</summary>
public readonly record struct CacheTag(Guid CompanyId, string DataType);

/// <summary>One cache entry: its shared key, the tag whose version it must carry, and whether its payload holds for the current UTC day only.</summary>
public readonly record struct CacheSpec(string Key, CacheTag Tag, bool ForTodayOnly = false)
{
    /// <summary>When the payload stops being true by itself; null when it never does. Set before the load, which may outlast the day.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>What the cache knew when asked. <c>Version</c> is null when the cache is away; then nothing may be stored either.</summary>
public readonly record struct CacheLookup(string? Version, ReadOnlyMemory<byte> Payload, bool IsHit);

/// <summary>Figures of one data type of one company.</summary>
public sealed record CacheTypeStats(int Entries, long Bytes, DateTimeOffset? Oldest, DateTimeOffset? Newest);

/// <summary>The shared cache of read payloads. A fault of the cache is never the caller's: it reads as "away".</summary>
public interface ICacheStore
{
    /// <summary>Reads the entry and its tag's current version; a hit only when they agree. Creates a missing version.</summary>
    Task<CacheLookup> LookUpAsync(CacheSpec spec, CancellationToken ct);

    /// <summary>Keeps a payload under the version that was current before it was loaded.</summary>
    Task StoreAsync(CacheSpec spec, string version, ReadOnlyMemory<byte> payload, CancellationToken ct);

    /// <summary>Makes every entry under the tags stale, on every replica; false when the cache could not be reached.</summary>
    Task<bool> RaiseAsync(IReadOnlyCollection<CacheTag> tags, CancellationToken ct);

    /// <summary>Entries that could still be hit, per data type of one company.</summary>
    Task<IReadOnlyDictionary<string, CacheTypeStats>> StatsAsync(Guid companyId, CancellationToken ct);

    /// <summary>Whether entries of this data type are kept at all (a time to live of 0 turns them off).</summary>
    bool Keeps(string dataType);
}

/// <summary>Applies the invalidation of a committed write, and remembers that it is done.</summary>
public interface ICacheInvalidator
{
    Task ApplyAsync(PendingInvalidation invalidation);
}

/// <summary>What a write makes stale, as recorded in its own transaction.</summary>
public sealed record PendingInvalidation(long Id, IReadOnlyCollection<CacheTag> Tags);
