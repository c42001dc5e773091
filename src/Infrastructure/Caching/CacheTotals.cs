using System.Runtime.InteropServices;
using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Caching;

/// <summary>Adds up the entries of one company into figures per data type.</summary>
internal sealed class CacheTotals
{
    private readonly Dictionary<string, CacheTypeStats> _types = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, CacheTypeStats> Types => _types;

    /// <summary>Counts an entry, or the end of one, unless it is broken or of another version than the current one.</summary>
    public void Add(string dataType, ReadOnlySpan<byte> entry, ReadOnlySpan<byte> version)
    {
        if (!CacheEntry.TryReadTail(entry, out var tail) || !tail.Version.SequenceEqual(version) || !tail.TryGetStoredAt(out var at))
        {
            return;
        }

        ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(_types, dataType, out _);
        total = new CacheTypeStats(
            (total?.Entries ?? 0) + 1,
            (total?.Bytes ?? 0) + tail.Bytes,
            total?.Oldest < at ? total.Oldest : at,
            total?.Newest > at ? total.Newest : at
        );
    }
}
