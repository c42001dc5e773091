using System.Diagnostics.Metrics;

namespace Pinnokio.Application.Common;

/// <summary>Cache hits and misses per data type.</summary>
public sealed class CacheMetrics(IMeterFactory meters)
{
    public const string MeterName = "Pinnokio.Cache";
    private readonly Counter<long> _reads = meters.Create(MeterName).CreateCounter<long>("pinnokio_cache_reads");

    public void Hit(string dataType) => _reads.Add(1, new("data_type", dataType), new("result", "hit"));

    public void Miss(string dataType) => _reads.Add(1, new("data_type", dataType), new("result", "miss"));
}
