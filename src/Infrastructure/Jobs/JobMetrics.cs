using System.Diagnostics.Metrics;

namespace Pinnokio.Infrastructure.Jobs;

/// <summary>What is counted of jobs. The levels are those of the last look, see <see cref="JobUpkeep"/>; every replica tells the same ones.</summary>
internal sealed class JobMetrics
{
    private readonly Counter<long> _deliveries;
    private readonly Histogram<double> _delay;
    private readonly Counter<long> _asked;
    private JobLevels _levels = new(0, TimeSpan.Zero, 0, 0, 0);

    public JobMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Pinnokio.Jobs");
        _deliveries = meter.CreateCounter<long>("pinnokio_job_deliveries", null, "News of jobs, by kind and by what became of them.");
        _delay = meter.CreateHistogram<double>("pinnokio_job_delivery_delay", "s", "From the report's commit to the delivery.");
        _asked = meter.CreateCounter<long>("pinnokio_job_polls", null, "Jobs that were looked after because they were due, by outcome.");
        meter.CreateObservableGauge("pinnokio_job_outbox_rows", () => _levels.Rows, null, "News of jobs that wait.");
        meter.CreateObservableGauge("pinnokio_job_outbox_age", () => _levels.Oldest.TotalSeconds, "s", "Age of the oldest that waits.");
        meter.CreateObservableGauge("pinnokio_job_reports_waiting", () => _levels.Reports, null, "Reports of jobs that nobody knows.");
        meter.CreateObservableGauge("pinnokio_jobs_open", () => _levels.Open, null, "Jobs that have not ended.");
        meter.CreateObservableGauge("pinnokio_jobs_overdue", () => _levels.Overdue, null, "Open jobs that are past their due time.");
    }

    public JobLevels Levels
    {
        set => Volatile.Write(ref _levels, value);
    }

    public void Delivered(string kind, TimeSpan delay)
    {
        _deliveries.Add(1, new("kind", kind), new("result", "delivered"));
        _delay.Record(delay.TotalSeconds, new KeyValuePair<string, object?>("kind", kind));
    }

    public void NotDelivered(string kind) => _deliveries.Add(1, new("kind", kind), new("result", "failed"));

    public void Asked(string outcome) => _asked.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}

/// <summary>What waits of jobs at a moment.</summary>
internal sealed record JobLevels(long Rows, TimeSpan Oldest, long Reports, long Open, long Overdue);
