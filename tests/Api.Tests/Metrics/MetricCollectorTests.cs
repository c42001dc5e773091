using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Pinnokio.Api.Metrics;

namespace Pinnokio.Api.Tests.Metrics;

public sealed class MetricCollectorTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly IMeterFactory _meters;
    private readonly Meter _meter;
    private readonly MetricCollector _collector;

    public MetricCollectorTests()
    {
        _meters = _services.GetRequiredService<IMeterFactory>();
        _meter = _meters.Create("Pinnokio.Test");
        _collector = new MetricCollector(_meters, NullLogger<MetricCollector>.Instance);
    }

    [Fact]
    public void AddsACounterUpPerLabels()
    {
        var counter = _meter.CreateCounter<long>("things", null, "What happened.");
        counter.Add(2, new KeyValuePair<string, object?>("kind", "a"));
        counter.Add(3, new KeyValuePair<string, object?>("kind", "a"));
        counter.Add(1, new KeyValuePair<string, object?>("kind", "b"));

        var family = Scrape()["things_total"];

        family.Samples.Select(sample => (sample.Labels["kind"], sample.Value)).ShouldBe([("a", 5), ("b", 1)]);
    }

    [Fact]
    public void TakesTheSameLabelsInAnyOrderForOneSeries()
    {
        var counter = _meter.CreateCounter<int>("things");
        counter.Add(1, new("x", "1"), new("y", 2));
        counter.Add(1, new("y", 2), new("x", "1"));

        Scrape()["things_total"].Samples.ShouldHaveSingleItem().Value.ShouldBe(2);
    }

    [Fact]
    public void CountsObservationsIntoCumulativeBuckets()
    {
        var durations = _meter.CreateHistogram(
            "work",
            "s",
            "How long.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] }
        );
        foreach (var seconds in new[] { 0.1, 0.5, 0.5, 7 })
        {
            durations.Record(seconds);
        }

        var family = Scrape()["work_seconds"];

        family.Samples.Select(sample => sample.Value).ShouldBe([1, 3, 4, 8.1, 4]);
    }

    [Fact]
    public void EscapesWhatLabelsAndHelpHold()
    {
        const string Odd = "a \"b\" \\ c\nd";
        _meter.CreateCounter<long>("odd-name.x", null, "Two\nlines \\ here.").Add(1, new KeyValuePair<string, object?>("odd.key", Odd));

        Scrape()["odd_name_x_total"].Samples.Single().Labels["odd_key"].ShouldBe(Odd);
    }

    [Fact]
    public void LeavesOutWhatIsNoLongerObserved()
    {
        Measurement<int>[] seen =
        [
            new(1, new KeyValuePair<string, object?>("pool", "a")),
            new(2, new KeyValuePair<string, object?>("pool", "b")),
        ];
        _meter.CreateObservableGauge("pools", () => seen);
        Scrape()["pools"].Samples.Count.ShouldBe(2);

        seen = [new(3, new KeyValuePair<string, object?>("pool", "b"))];

        Scrape()["pools"].Samples.ShouldHaveSingleItem().Value.ShouldBe(3);
    }

    [Fact]
    public void KeepsTheLastValueOfAGauge_AndTheBalanceOfAnUpDownCounter()
    {
        var level = _meter.CreateGauge<double>("level");
        var open = _meter.CreateUpDownCounter<int>("open");
        level.Record(4);
        level.Record(2);
        open.Add(3);
        open.Add(-1);

        var families = Scrape();

        families["level"].Samples.Single().Value.ShouldBe(2);
        families["open"].Samples.Single().Value.ShouldBe(2);
    }

    [Fact]
    public void BoundsTheSeriesOfAFamily()
    {
        var counter = _meter.CreateCounter<long>("many");
        for (var i = 0; i < 2 * MetricFamily.MaxSeries; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("id", i));
        }

        var samples = Scrape()["many_total"].Samples;

        samples.Count.ShouldBe(MetricFamily.MaxSeries + 1);
        samples.Single(sample => sample.Labels["id"] == "other").Value.ShouldBe(MetricFamily.MaxSeries);
    }

    [Fact]
    public void AllocatesNothingPerMeasurement()
    {
        var calls = _meter.CreateCounter<long>("calls");
        var durations = _meter.CreateHistogram<double>("durations", "s");
        Measure(calls, durations, 1_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Measure(calls, durations, 10_000);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000);
    }

    [Fact]
    public async Task LosesNothing_WhenManyThreadsMeasure()
    {
        var calls = _meter.CreateCounter<long>("calls");
        var durations = _meter.CreateHistogram<double>("durations", "s");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Measure(calls, durations, 20_000))));

        var families = Scrape();
        families["calls_total"].Samples.Sum(sample => sample.Value).ShouldBe(160_000);
        families["durations_seconds"]
            .Samples.Where(sample => sample.Name == "durations_seconds_count")
            .Sum(sample => sample.Value)
            .ShouldBe(160_000);
    }

    [Fact]
    public void IgnoresMetersOfAnotherHost()
    {
        using var others = new ServiceCollection().AddMetrics().BuildServiceProvider();
        others.GetRequiredService<IMeterFactory>().Create("Pinnokio.Test").CreateCounter<long>("foreign").Add(1);

        Scrape().Keys.ShouldNotContain("foreign_total");
    }

    public void Dispose()
    {
        _collector.Dispose();
        _services.Dispose();
    }

    private IReadOnlyDictionary<string, Family> Scrape() => PrometheusText.Parse(_collector.Scrape());

    private static void Measure(Counter<long> calls, Histogram<double> durations, int times)
    {
        for (var i = 0; i < times; i++)
        {
            var method = new KeyValuePair<string, object?>("method", i % 2 == 0 ? "HR.list_employees" : "HR.get_employee");
            calls.Add(1, method, new KeyValuePair<string, object?>("code", "OK"));
            durations.Record(0.004, method);
        }
    }
}
