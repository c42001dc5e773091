using System.Text;
using Microsoft.Extensions.Logging;
using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Caching;

namespace Pinnokio.Infrastructure.InProcess;

/// <summary>The cache in this process's memory: the same keys, entries and versions as on Redis, for one replica alone.</summary>
internal sealed class InProcessCacheStore(
    InProcessKeyspace keyspace,
    CacheOptions options,
    TimeProvider clock,
    ILogger<InProcessCacheStore> log
) : ICacheStore, ICacheRecovery
{
    public bool IsReachable => true;

    public long? Unrecovered => null;

    public bool Keeps(string dataType) => options.TimeToLive(dataType) > TimeSpan.Zero;

    public Task<CacheLookup> LookUpAsync(CacheSpec spec, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
        {
            return Task.FromCanceled<CacheLookup>(ct);
        }

        var versionKey = CacheKeys.Version(spec.Tag);
        var entry = keyspace.Get(spec.Key);
        var version = keyspace.Get(versionKey);
        version = CacheVersion.IsUsable(version) ? version : CreateVersion(versionKey, spec.Tag);
        var hit = CacheEntry.TryDecode(entry, version, out var payload);
        return Task.FromResult(new CacheLookup(Encoding.ASCII.GetString(version), payload, hit));
    }

    public Task StoreAsync(CacheSpec spec, string version, ReadOnlyMemory<byte> payload, CancellationToken ct)
    {
        var (companyId, dataType) = spec.Tag;
        var now = clock.GetUtcNow();
        var lives = options.LifeOf(spec, now);
        if (lives < CacheOptions.ShortestLife)
        {
            return Task.CompletedTask;
        }

        if (CacheEntry.Encode(payload.Span, version, now) is { } entry)
        {
            keyspace.Set(spec.Key, spec.Tag, entry, lives);
            log.Stored(dataType, companyId, payload.Length);
        }
        else
        {
            log.TooLarge(dataType, companyId, payload.Length);
        }

        return Task.CompletedTask;
    }

    public Task<bool> RaiseAsync(IReadOnlyCollection<CacheTag> tags, CancellationToken ct)
    {
        foreach (var tag in tags)
        {
            keyspace.Set(CacheKeys.Version(tag), tag, NewVersion(), options.VersionTimeToLive);
        }

        log.Invalidated(tags);
        return Task.FromResult(true);
    }

    public Task<IReadOnlyDictionary<string, CacheTypeStats>> StatsAsync(Guid companyId, CancellationToken ct)
    {
        var totals = new CacheTotals();
        foreach (var (tag, value) in keyspace.LivingOf(companyId))
        {
            totals.Add(tag.DataType, value, keyspace.Get(CacheKeys.Version(tag)));
        }

        return Task.FromResult(totals.Types);
    }

    /// <summary>Memory is never out of reach, and what it missed it forgot: there is nothing to wait for.</summary>
    public Task<long> NextUnrecoveredAsync(CancellationToken ct) =>
        new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously).Task.WaitAsync(ct);

    public void Recovered(long epoch) { }

    private byte[] CreateVersion(string key, CacheTag tag) =>
        keyspace.GetOrSet(key, tag, CacheVersion.IsUsable, NewVersion(), options.VersionTimeToLive);

    private static byte[] NewVersion() => Encoding.ASCII.GetBytes(CacheVersion.New());
}
