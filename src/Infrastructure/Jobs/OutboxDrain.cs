using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Postgres;

namespace Pinnokio.Infrastructure.Jobs;

/// <summary>Delivers what waits in the outbox: at once what this replica wrote, within a second what another left behind.</summary>
internal sealed partial class OutboxDrain(
    JobOutbox outbox,
    IEnumerable<IJobDelivery> deliveries,
    Bell<OutboxDrain> bell,
    JobMetrics metrics,
    TimeProvider clock,
    ILogger<OutboxDrain> log
) : BackgroundService
{
    private const int MostJobs = 64;
    private const int MostRows = 512;
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, IJobDelivery> _deliveries = deliveries.ToDictionary(delivery => delivery.Kind);
    private readonly PostgresAttempts _attempts = new();

    /// <summary>Delivers all that can be delivered now.</summary>
    public async Task DrainAsync(CancellationToken ct)
    {
        while (await outbox.DeliverAsync(MostJobs, MostRows, rows => DeliverAsync(rows, ct), ct) > 0)
        {
            // those that failed are due later, so this comes to an end
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(TickAsync(stoppingToken), ListenAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // what waits is another's, or the next start's
        }
    }

    private async Task TickAsync(CancellationToken ct)
    {
        using var ticks = new PeriodicTimer(s_tick, clock);
        do
        {
            bell.Ring();
        } while (await ticks.WaitForNextTickAsync(ct));
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        while (true)
        {
            await bell.NextAsync(ct);
            await _attempts.TryAsync(() => DrainAsync(ct), fault => LogDatabaseAway(fault.GetType().Name), ct);
        }
    }

    /// <summary>Jobs beside each other, the rows of a job and kind one after the other, up to one that fails.</summary>
    private async Task<Deliveries> DeliverAsync(IReadOnlyList<OutboxRow> rows, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(s_longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        var went = await Task.WhenAll(
            rows.GroupBy(row => (row.JobId, row.Kind)).Select(some => DeliverInOrderAsync([.. some], either.Token))
        );
        return new Deliveries([.. went.SelectMany(some => some.Done)], [.. went.Select(some => some.Failed).OfType<(long, string)>()]);
    }

    private async Task<(IReadOnlyList<long> Done, (long Id, string Error)? Failed)> DeliverInOrderAsync(
        OutboxRow[] rows,
        CancellationToken ct
    )
    {
        var done = new List<long>(rows.Length);
        foreach (var row in rows)
        {
            try
            {
                await _deliveries[row.Kind].DeliverAsync(row, ct);
            }
            catch (Exception fault)
            {
                metrics.NotDelivered(row.Kind);
                var reason = fault is AppException known ? known.Error.Code : fault.GetType().Name;
                LogNotDelivered(row.JobId, row.Kind, reason);
                return (done, (row.Id, reason));
            }

            done.Add(row.Id);
            metrics.Delivered(row.Kind, clock.GetUtcNow() - row.CreatedAt);
        }

        return (done, null);
    }

    [LoggerMessage(310, LogLevel.Warning, "News of jobs wait for the database: {Reason}")]
    private partial void LogDatabaseAway(string reason);

    [LoggerMessage(311, LogLevel.Information, "job_push {JobId} kind={Kind} is tried again: {Reason}")]
    private partial void LogNotDelivered(string jobId, string kind, string reason);
}
