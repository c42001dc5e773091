using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Registry;

/// <summary>
/// Looks at the users whose record changes by itself: sessions that fell silent, graces that ran out, edges that somebody left untold. One
/// replica does so at a time; were it two, each edge would still be told once.
/// </summary>
internal sealed partial class PresenceSweeper(
    IPresenceStore store,
    PresenceEdges edges,
    ILeases leases,
    PresenceTimes times,
    TimeProvider clock,
    ILogger<PresenceSweeper> log
) : BackgroundService
{
    public const string Lease = "presence";
    private const int Batch = 256;
    private static readonly TimeSpan s_askAgain = TimeSpan.FromSeconds(2);

    private bool _started;
    private long? _epoch;
    private long _since;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await using (var lease = await leases.TryAcquireAsync(Lease, stoppingToken))
                {
                    if (lease is not null)
                    {
                        using var turn = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lease.Lost);
                        await SweepUntilAsync(turn.Token);
                    }
                }

                await Task.Delay(s_askAgain, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Another replica goes on; the lease was given back.
        }
    }

    private async Task SweepUntilAsync(CancellationToken turn)
    {
        try
        {
            while (true)
            {
                if (!HasSettled() || await TrySweepAsync(turn) < Batch)
                {
                    await Task.Delay(times.SweepEvery, clock, turn);
                }
            }
        }
        catch (OperationCanceledException) when (turn.IsCancellationRequested)
        {
            // Lost, or the process stops.
        }
    }

    /// <summary>After the store was away, the sessions that could not be renewed meanwhile look silent until every replica has told them anew.</summary>
    private bool HasSettled()
    {
        var epoch = store.Epoch;
        if (epoch != _epoch)
        {
            _since = _started || epoch is null ? clock.GetTimestamp() : 0;
            _epoch = epoch;
        }

        _started = true;
        return epoch is not null && (_since == 0 || clock.GetElapsedTime(_since) > times.Settle);
    }

    private async Task<int> TrySweepAsync(CancellationToken ct)
    {
        try
        {
            var due = await store.DueAsync(Batch, ct);
            await Task.WhenAll(due.Select(user => LookAtAsync(user, ct)));
            return due.Count;
        }
        catch (AppException fault) when (fault.Error.Kind == ErrorKind.Unavailable)
        {
            return 0;
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            LogFailed(fault);
            return 0;
        }
    }

    private async Task LookAtAsync(DueUser due, CancellationToken ct)
    {
        var record = await edges.ApplyAsync(due.UserId, new PresenceStep(PresenceStepKind.Look), ct);
        await store.ListAsync(due.UserId, record.IsOnline, ct);
        await store.RescheduleAsync(due, record.Next, ct);
    }

    [LoggerMessage(72, LogLevel.Error, "presence: the sweep failed, and is tried again")]
    private partial void LogFailed(Exception fault);
}
