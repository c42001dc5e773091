using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pinnokio.Infrastructure.Postgres;

namespace Pinnokio.Infrastructure.Jobs;

/// <summary>Applies reports that came before their job, forgets what is a day old, and takes the levels that the figures show.</summary>
internal sealed partial class JobUpkeep(
    PostgresJobInbox inbox,
    JobReports reports,
    JobOutbox outbox,
    JobMetrics metrics,
    TimeProvider clock,
    ILogger<JobUpkeep> log
) : BackgroundService
{
    private const int Batch = 100;
    private const int PurgeBatch = 1_000;
    private const int TicksBetweenLevels = 10;
    private const int TicksBetweenPurges = 600;
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_kept = TimeSpan.FromHours(24);

    private readonly PostgresAttempts _attempts = new();

    /// <summary>Applies all that waits for a job that is there.</summary>
    public async Task MatchAsync(CancellationToken ct)
    {
        while (await inbox.MatchAsync(Batch, ct) == Batch)
        {
            // the next ones
        }
    }

    public async Task PurgeAsync(CancellationToken ct)
    {
        var unknown = 0;
        (int Deleted, int Unknown) purged;
        do
        {
            purged = await reports.PurgeAsync(s_kept, PurgeBatch, ct);
            unknown += purged.Unknown;
        } while (purged.Deleted == PurgeBatch);

        if (unknown > 0)
        {
            LogUnknown(unknown);
        }

        while (await outbox.PurgeAsync(s_kept, PurgeBatch, ct) == PurgeBatch)
        {
            // the next ones
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(s_tick, clock);
        try
        {
            var tick = 0L;
            while (await ticks.WaitForNextTickAsync(stoppingToken))
            {
                await _attempts.TryAsync(() => RunAsync(tick, stoppingToken), fault => LogAway(fault.GetType().Name), stoppingToken);
                tick++;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the next start goes on
        }
    }

    private async Task RunAsync(long tick, CancellationToken ct)
    {
        await MatchAsync(ct);
        if (tick % TicksBetweenLevels == 0)
        {
            metrics.Levels = await reports.LevelsAsync(ct);
        }

        if (tick % TicksBetweenPurges == TicksBetweenPurges - 1)
        {
            await PurgeAsync(ct);
        }
    }

    [LoggerMessage(320, LogLevel.Warning, "{Count} reports of jobs that never appeared are forgotten")]
    private partial void LogUnknown(int count);

    [LoggerMessage(321, LogLevel.Warning, "Reports of jobs wait for the database: {Reason}")]
    private partial void LogAway(string reason);
}
