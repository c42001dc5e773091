using System.Collections.Concurrent;

namespace Pinnokio.Api.Metrics;

internal enum MetricKind
{
    Counter,
    Gauge,
    Histogram,
}

/// <summary>How the instrument reports: changes, new values, or values when asked at a scrape.</summary>
internal enum MetricSource
{
    Changes,
    Values,
    Observed,
}

/// <summary>Every series of one name. The number of series is bounded: what comes after the last shares one.</summary>
internal sealed class MetricFamily(string name, string help, MetricKind kind, MetricSource source, double[] bounds)
{
    public const int MaxSeries = 500;
    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private readonly Lock _growing = new();
    private Slot[] _slots = [];

    public string Name { get; } = name;

    public string Help { get; } = help;

    public MetricKind Kind { get; } = kind;

    /// <summary>Values that nobody reports any more are left out.</summary>
    public bool IsObserved => source == MetricSource.Observed;

    public double[] Bounds { get; } = bounds;

    public IEnumerable<MetricSeries> Series => _series.Values.OrderBy(series => series.Labels, StringComparer.Ordinal);

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, long scrape)
    {
        var series = Find(tags) ?? Grow(tags);
        if (Kind == MetricKind.Histogram)
        {
            series.Observe(value);
        }
        else if (source == MetricSource.Changes)
        {
            series.Add(value);
        }
        else
        {
            series.Set(value, scrape);
        }
    }

    /// <summary>Looks without a lock and without allocating: the slots are never changed in place.</summary>
    private MetricSeries? Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var slots = Volatile.Read(ref _slots);
        if (slots.Length == 0)
        {
            return null;
        }

        var mask = slots.Length - 1;
        for (var at = HashOf(tags) & mask; slots[at].Series is { } series; at = (at + 1) & mask)
        {
            if (slots[at].Holds(tags))
            {
                return series;
            }
        }

        return null;
    }

    private MetricSeries Grow(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_growing)
        {
            if (Find(tags) is { } known)
            {
                return known;
            }

            if (_series.Count >= MaxSeries)
            {
                return _series.GetOrAdd(Overflow(tags), labels => new MetricSeries(labels, Bounds));
            }

            var series = _series.GetOrAdd(LabelsOf(tags), labels => new MetricSeries(labels, Bounds));
            var filled = _slots.Where(slot => slot.Series is not null).Append(new Slot(tags.ToArray(), series)).ToArray();
            var size = 8;
            while (size < filled.Length * 2)
            {
                size *= 2;
            }

            var slots = new Slot[size];
            foreach (var slot in filled)
            {
                var at = HashOf(slot.Tags) & (size - 1);
                while (slots[at].Series is not null)
                {
                    at = (at + 1) & (size - 1);
                }

                slots[at] = slot;
            }

            Volatile.Write(ref _slots, slots);
            return series;
        }
    }

    private static int HashOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = 17;
        foreach (var (_, value) in tags)
        {
            hash = (hash * 31) + (value?.GetHashCode() ?? 0);
        }

        return hash;
    }

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(
            ',',
            tags.ToArray()
                .Where(tag => tag.Value is not null)
                .DistinctBy(tag => MetricText.LabelName(tag.Key))
                .OrderBy(tag => tag.Key, StringComparer.Ordinal)
                .Select(tag => $"{MetricText.LabelName(tag.Key)}=\"{MetricText.LabelValue(tag.Value!)}\"")
        );

    private static string Overflow(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(
            ',',
            tags.ToArray().Select(tag => $"{MetricText.LabelName(tag.Key)}=\"other\"").Distinct().Order(StringComparer.Ordinal)
        );

    private readonly record struct Slot(KeyValuePair<string, object?>[] Tags, MetricSeries Series)
    {
        public bool Holds(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags.Length != Tags.Length)
            {
                return false;
            }

            for (var i = 0; i < tags.Length; i++)
            {
                if (tags[i].Key != Tags[i].Key || !Equals(tags[i].Value, Tags[i].Value))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
