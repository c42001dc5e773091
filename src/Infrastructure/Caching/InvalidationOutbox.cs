using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Postgres;

namespace Pinnokio.Infrastructure.Caching;

/// <summary>
/// Sees every recorded invalidation through: marks those that were applied, applies those that were not (the process died, the cache was
/// away), and applies the recent ones again when the cache's server was lost and found, for it may have come back with old data.
/// </summary>
internal sealed partial class InvalidationOutbox(
    InvalidationTable table,
    CacheInvalidator invalidator,
    ICacheStore cache,
    ICacheRecovery recovery,
    CacheOptions options,
    TimeProvider clock,
    ILogger<InvalidationOutbox> log
) : BackgroundService
{
    private const int Batch = 500;
    private const int PurgeBatch = 5_000;
    private static readonly TimeSpan s_markEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_applyEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_purgeEvery = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_startWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_lastMark = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource _firstRecovery = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PostgresAttempts _attempts = new();

    /// <summary>Gives a cache that is there the time to become usable, so that the first calls find it.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken);
        if (recovery.Unrecovered is not null)
        {
            await Task.WhenAny(_firstRecovery.Task, Task.Delay(s_startWait, clock, cancellationToken));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(MarkAsync(stoppingToken), ApplyAsync(stoppingToken), RecoverAsync(stoppingToken));
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // it stops; what is noted is marked below
        }
    }

    /// <summary>Marks what is still noted, even if the stop came before the loops began.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var last = new CancellationTokenSource(s_lastMark, clock);
        try
        {
            await MarkNotedAsync(last.Token);
        }
        catch (Exception) when (last.IsCancellationRequested)
        {
            // The database hangs. The next process applies them once more; thrown from here, this would make the stop a failed one.
        }
    }

    private async Task MarkAsync(CancellationToken ct)
    {
        while (await invalidator.Applied.WaitToReadAsync(ct))
        {
            await Task.Delay(s_markEvery, clock, ct);
            await MarkNotedAsync(ct);
        }
    }

    private async Task MarkNotedAsync(CancellationToken ct)
    {
        var ids = new List<long>();
        while (invalidator.Applied.TryRead(out var id))
        {
            ids.Add(id);
        }

        if (ids.Count > 0)
        {
            // Should this fail, they are applied once more, which harms nothing.
            await TryAsync(bounded => table.MarkAppliedAsync(ids, bounded), ct);
        }
    }

    private async Task ApplyAsync(CancellationToken ct)
    {
        var purged = clock.GetTimestamp();
        using var ticks = new PeriodicTimer(s_applyEvery, clock);
        do
        {
            if (recovery is { IsReachable: true, Unrecovered: null })
            {
                await TryAsync(ApplyPendingAsync, ct);
            }

            if (clock.GetElapsedTime(purged) > s_purgeEvery)
            {
                purged = clock.GetTimestamp();
                await TryAsync(PurgeAsync, ct);
            }
        } while (await ticks.WaitForNextTickAsync(ct));
    }

    private async Task ApplyPendingAsync(CancellationToken ct)
    {
        int? applied;
        do
        {
            applied = await table.ApplyPendingAsync(Batch, tags => cache.RaiseAsync(tags, ct), ct);
            if (applied > 0)
            {
                LogApplied(applied.Value);
            }
        } while (applied == Batch);
    }

    private async Task PurgeAsync(CancellationToken ct)
    {
        while (await table.PurgeAsync(options.LongestRelevance, PurgeBatch, ct) == PurgeBatch)
        {
            await Task.Yield();
        }
    }

    private async Task RecoverAsync(CancellationToken ct)
    {
        while (true)
        {
            var epoch = await recovery.NextUnrecoveredAsync(ct);
            if (await TryAsync(bounded => ApplyRecentAsync(epoch, bounded), ct) && recovery.Unrecovered != epoch)
            {
                _firstRecovery.TrySetResult();
                continue;
            }

            await Task.Delay(s_retry, clock, ct);
        }
    }

    private async Task ApplyRecentAsync(long epoch, CancellationToken ct)
    {
        var recent = await table.RecentAsync(options.LongestRelevance, ct);
        var tags = recent.Where(write => write.Value < options.Relevance(write.Key.DataType)).Select(write => write.Key).ToList();
        foreach (var some in tags.Chunk(Batch))
        {
            if (!await cache.RaiseAsync(some, ct))
            {
                return;
            }
        }

        recovery.Recovered(epoch);
        LogRecovered(tags.Count);
    }

    /// <summary>False when the database is away or stuck; that is said once per outage.</summary>
    private async Task<bool> TryAsync(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        using var bound = new CancellationTokenSource(s_longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, bound.Token);
        return await _attempts.TryAsync(() => work(either.Token), fault => LogDatabaseAway(fault.Message), ct, LogDatabaseBack);
    }

    [LoggerMessage(50, LogLevel.Information, "[HR_CACHE] applied {Count} invalidations that were left over")]
    private partial void LogApplied(int count);

    [LoggerMessage(51, LogLevel.Information, "[HR_CACHE] usable again: {Count} recent invalidations applied anew")]
    private partial void LogRecovered(int count);

    [LoggerMessage(52, LogLevel.Warning, "[HR_CACHE] invalidations wait for the database: {Reason}")]
    private partial void LogDatabaseAway(string reason);

    [LoggerMessage(53, LogLevel.Information, "[HR_CACHE] the database is back, invalidations go on")]
    private partial void LogDatabaseBack();
}
