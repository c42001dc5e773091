using System.Collections.Concurrent;
using System.Threading.Channels;
using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Caching;

namespace Pinnokio.Infrastructure.Tests.Caching;

/// <summary>A cache that notes what it is told to raise, and is lost and found as a test says.</summary>
internal sealed class ScriptedCache : ICacheStore, ICacheRecovery
{
    private readonly Channel<long> _losses = Channel.CreateUnbounded<long>();

    public ConcurrentQueue<CacheTag> Raised { get; } = new();

    /// <summary>What was raised by the time each epoch was declared recovered.</summary>
    public ConcurrentQueue<(long Epoch, IReadOnlyList<CacheTag> Raised)> Recoveries { get; } = new();

    public int Refused { get; private set; }

    public bool Accepts { get; set; } = true;

    public bool IsReachable { get; set; } = true;

    public long? Unrecovered { get; private set; }

    public void LoseAndFind(long epoch)
    {
        Unrecovered = epoch;
        _losses.Writer.TryWrite(epoch);
    }

    public async Task<long> NextUnrecoveredAsync(CancellationToken ct) => Unrecovered ?? await _losses.Reader.ReadAsync(ct);

    public void Recovered(long epoch)
    {
        Recoveries.Enqueue((epoch, [.. Raised]));
        while (_losses.Reader.TryRead(out _)) { }

        Unrecovered = null;
    }

    public Task<bool> RaiseAsync(IReadOnlyCollection<CacheTag> tags, CancellationToken ct)
    {
        foreach (var tag in tags.Where(_ => Accepts))
            Raised.Enqueue(tag);
        Refused += Accepts ? 0 : 1;
        return Task.FromResult(Accepts);
    }

    public Task<CacheLookup> LookUpAsync(CacheSpec spec, CancellationToken ct) => throw new NotSupportedException();

    public Task StoreAsync(CacheSpec spec, string version, ReadOnlyMemory<byte> payload, CancellationToken ct) =>
        throw new NotSupportedException();

    public Task<IReadOnlyDictionary<string, CacheTypeStats>> StatsAsync(Guid companyId, CancellationToken ct) =>
        throw new NotSupportedException();

    public bool Keeps(string dataType) => true;
}
