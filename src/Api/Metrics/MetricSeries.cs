namespace Pinnokio.Api.Metrics;

/// <summary>One labelled line of a family, or for a histogram its set of lines. Written by any thread, without a lock.</summary>
internal sealed class MetricSeries(string labels, double[] bounds)
{
    private readonly long[] _buckets = bounds.Length > 0 ? new long[bounds.Length + 1] : [];
    private double _value;

    /// <summary>The labels as they are written, <c>a="b",c="d"</c>; empty when there are none.</summary>
    public string Labels { get; } = labels;

    /// <summary>The value, or the sum of what a histogram observed.</summary>
    public double Value => Volatile.Read(ref _value);

    /// <summary>The scrape at which an observed value was last seen.</summary>
    public long SeenAt { get; private set; }

    public void Add(double amount)
    {
        double seen;
        do
        {
            seen = Volatile.Read(ref _value);
        } while (
            BitConverter.DoubleToInt64Bits(Interlocked.CompareExchange(ref _value, seen + amount, seen))
            != BitConverter.DoubleToInt64Bits(seen)
        );
    }

    public void Set(double value, long scrape)
    {
        Volatile.Write(ref _value, value);
        SeenAt = scrape;
    }

    public void Observe(double value)
    {
        var bucket = 0;
        while (bucket < bounds.Length && value > bounds[bucket])
        {
            bucket++;
        }

        Interlocked.Increment(ref _buckets[bucket]);
        Add(value);
    }

    /// <summary>How many observations lie in a bucket alone, not in those below it.</summary>
    public long Count(int bucket) => Volatile.Read(ref _buckets[bucket]);
}
