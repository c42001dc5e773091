using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace Pinnokio.Api.Metrics;

/// <summary>
/// Adds up what the meters of this process report, in memory, and writes it at a scrape: every meter named <c>Pinnokio.*</c>, and what helps
/// of those of Kestrel, the database driver and the runtime. A measurement costs a lookup and an addition, and allocates nothing.
/// </summary>
internal sealed partial class MetricCollector : IDisposable
{
    private const string OwnPrefix = "Pinnokio.";

    /// <summary>Shared by the whole process, so they do not belong to one host's meter factory.</summary>
    private static readonly string[] s_processMeters = ["System.Runtime", "Npgsql"];

    /// <summary>By connection, not by request: nothing is added to a call.</summary>
    private static readonly string[] s_borrowed =
    [
        "kestrel.active_connections",
        "kestrel.queued_connections",
        "kestrel.rejected_connections",
        "kestrel.upgraded_connections",
        "db.client.connection.count",
        "db.client.connection.max",
        "db.client.connection.pending_requests",
        "db.client.connection.timeouts",
        "db.client.connection.create_time",
    ];

    /// <summary>Levels that the runtime reports as counters, though they fall as well.</summary>
    private static readonly string[] s_levels = ["dotnet.thread_pool.thread.count", "dotnet.thread_pool.queue.length"];

    /// <summary>Connections beside the pool have their connection string where the pool has its name.</summary>
    private const string PoolLabel = "db.client.connection.pool.name";
    private const string Pool = "pinnokio";

    private static readonly double[] s_seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120];
    private static readonly double[] s_amounts = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 10_000, 100_000, 1_000_000];

    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly Lock _scraping = new();
    private readonly IMeterFactory _own;
    private readonly ILogger<MetricCollector> _log;
    private long _scrape;

    public MetricCollector(IMeterFactory own, ILogger<MetricCollector> log)
    {
        _own = own;
        _log = log;
        _listener.InstrumentPublished = Consider;
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Record(value, tags, family));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, family) => Record(value, tags, family));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, family) => Record(value, tags, family));
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, family) => Record(value, tags, family));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Record(value, tags, family));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, family) => Record(value, tags, family));
        _listener.SetMeasurementEventCallback<decimal>((_, value, tags, family) => Record((double)value, tags, family));
        _listener.Start();
    }

    /// <summary>Everything known at this moment, in the Prometheus text format.</summary>
    public string Scrape()
    {
        lock (_scraping)
        {
            _scrape++;
            try
            {
                _listener.RecordObservableInstruments();
            }
            catch (AggregateException fault)
            {
                NotObserved(fault); // the others were
            }

            var text = new StringBuilder(16_384);
            foreach (var family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
            {
                MetricText.WriteFamily(text, family, _scrape);
            }

            return text.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Consider(Instrument instrument, MeterListener listener)
    {
        if (!IsWanted(instrument) || KindOf(instrument) is not { } kind)
        {
            return;
        }

        var name = MetricText.FamilyName(instrument, kind);
        var family = _families.GetOrAdd(
            name,
            _ => new MetricFamily(name, instrument.Description ?? instrument.Name, kind, SourceOf(instrument), Bounds(instrument, kind))
        );
        if (family.Kind == kind)
        {
            listener.EnableMeasurementEvents(instrument, family);
        }
        else
        {
            Clashing(instrument.Name, name); // two types under one name would spoil the whole scrape
        }
    }

    private bool IsWanted(Instrument instrument)
    {
        var meter = instrument.Meter;
        if (s_processMeters.Contains(meter.Name))
        {
            return meter.Name == "System.Runtime" || s_borrowed.Contains(instrument.Name);
        }

        return ReferenceEquals(meter.Scope, _own)
            && (meter.Name.StartsWith(OwnPrefix, StringComparison.Ordinal) || s_borrowed.Contains(instrument.Name));
    }

    private static MetricKind? KindOf(Instrument instrument) =>
        Definition(instrument) switch
        {
            _ when s_levels.Contains(instrument.Name) => MetricKind.Gauge,
            var type when type == typeof(Counter<>) || type == typeof(ObservableCounter<>) => MetricKind.Counter,
            var type when type == typeof(UpDownCounter<>) || type == typeof(ObservableUpDownCounter<>) => MetricKind.Gauge,
            var type when type == typeof(Gauge<>) || type == typeof(ObservableGauge<>) => MetricKind.Gauge,
            var type when type == typeof(Histogram<>) => MetricKind.Histogram,
            _ => null,
        };

    private static MetricSource SourceOf(Instrument instrument) =>
        instrument.IsObservable ? MetricSource.Observed
        : Definition(instrument) == typeof(Gauge<>) ? MetricSource.Values
        : MetricSource.Changes;

    private static Type? Definition(Instrument instrument) =>
        instrument.GetType() is { IsGenericType: true } type ? type.GetGenericTypeDefinition() : null;

    private static double[] Bounds(Instrument instrument, MetricKind kind) =>
        kind != MetricKind.Histogram ? []
        : instrument is Instrument<double> { Advice.HistogramBucketBoundaries: { Count: > 0 } advised } ? [.. advised]
        : instrument is Instrument<long> { Advice.HistogramBucketBoundaries: { Count: > 0 } whole }
            ? [.. whole.Select(bound => (double)bound)]
        : instrument.Unit == "s" ? s_seconds
        : s_amounts;

    private void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        foreach (var (key, label) in tags)
        {
            if (key == PoolLabel && label is not Pool)
            {
                return;
            }
        }

        ((MetricFamily)state!).Record(value, tags, _scrape);
    }

    [LoggerMessage(130, LogLevel.Warning, "Some figures of this scrape are missing")]
    private partial void NotObserved(Exception fault);

    [LoggerMessage(131, LogLevel.Warning, "The instrument {Instrument} is left out: {Family} is of another type")]
    private partial void Clashing(string instrument, string family);
}
