using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Domain.Hr.Jobs;
using Pinnokio.Infrastructure.Jobs;
using Pinnokio.Infrastructure.Postgres;

namespace Pinnokio.Infrastructure.Jobber.Embedded;

/// <summary>
/// Takes jobs as they come, two at a time of which one may be a batch, so that somebody's payslip does not wait for a thousand others'. A job is held under
/// a lease; one that its replica did not bring to an end is taken up by whichever finds it.
/// </summary>
internal sealed partial class EmbeddedJobs(
    EmbeddedJobTable table,
    Bell<EmbeddedJobs> bell,
    EmbeddedWork work,
    IJobInbox inbox,
    PostgresState state,
    TimeProvider clock,
    ILogger<EmbeddedJobs> log
) : BackgroundService, IDebugSource
{
    private const int AtOnce = 2;

    /// <summary>One of them is the submission.</summary>
    private const int MostAttempts = 6;
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_renew = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_lastWord = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Task, Job> _running = new();

    public string Name => "embedded_jobber";

    public Task<JsonObject> SnapshotAsync(CancellationToken ct)
    {
        var jobs = _running.Where(work => !work.Key.IsCompleted).Select(work => (JsonNode)work.Value.JobId);
        return Task.FromResult(new JsonObject { ["running"] = new JsonArray([.. jobs]) });
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await FillAsync(stoppingToken);
                await WaitAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // what runs gives its jobs back
        }

        await Task.WhenAll(_running.Keys);
    }

    private async Task FillAsync(CancellationToken ct)
    {
        foreach (var ended in _running.Keys.Where(task => task.IsCompleted).ToList())
        {
            _running.TryRemove(ended, out _);
        }

        try
        {
            while (_running.Count < AtOnce && state.IsReady && await ClaimAsync(ct) is { } job)
            {
                _running[RunAsync(job, ct)] = job;
            }
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            NotLooked(fault.Message);
        }
    }

    private Task<Job?> ClaimAsync(CancellationToken ct) =>
        table.ClaimAsync(s_lease, _running.Values.All(job => job.JobType != JobTypes.PayrollBatch), ct);

    private async Task WaitAsync(CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(bell.NextAsync(either.Token), Task.Delay(s_look, clock, either.Token));
        await either.CancelAsync();
    }

    private async Task RunAsync(Job job, CancellationToken stopping)
    {
        using var held = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var renewal = KeepAsync(job, held);
        var started = clock.GetTimestamp();
        try
        {
            var end = job.Attempts > MostAttempts ? GivenUp(job) : await work.DoAsync(job, held);
            await inbox.AcceptAsync(end with { StartedAt = job.StartedAt, CompletedAt = clock.GetUtcNow() }, held.Token);
            Done(job.JobId, job.JobType, end.Status, (long)clock.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await LeaveAsync(job, TimeSpan.Zero, counts: false);
        }
        catch (OperationCanceledException) when (held.IsCancellationRequested)
        {
            Stopped(job.JobId);
        }
        catch (Exception fault)
        {
            PutOff(job.JobId, job.Attempts, fault);
            await LeaveAsync(job, Pause(job.Attempts), counts: true);
        }
        finally
        {
            await held.CancelAsync();
            await renewal;
            bell.Ring();
        }
    }

    /// <summary>Holds the job until its work ends, and ends the work when the job is lost.</summary>
    private async Task KeepAsync(Job job, CancellationTokenSource held)
    {
        var renewed = clock.GetTimestamp();
        try
        {
            while (clock.GetElapsedTime(renewed) < s_lease)
            {
                await Task.Delay(s_renew, clock, held.Token);
                try
                {
                    if (!await table.RenewAsync(job, s_lease, held.Token))
                    {
                        break;
                    }

                    renewed = clock.GetTimestamp();
                }
                catch (Exception fault) when (!held.IsCancellationRequested)
                {
                    NotLooked(fault.Message);
                }
            }

            await held.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // the work has ended
        }
    }

    private async Task LeaveAsync(Job job, TimeSpan pause, bool counts)
    {
        using var bound = new CancellationTokenSource(s_lastWord, clock);
        try
        {
            await table.ReleaseAsync(job, pause, counts, bound.Token);
        }
        catch (Exception fault)
        {
            NotLooked(fault.Message); // then the lease runs out
        }
    }

    private static TimeSpan Pause(int attempts)
    {
        var pause = TimeSpan.FromSeconds(1 << Math.Clamp(attempts - 2, 0, 5));
        return pause < s_longestPause ? pause : s_longestPause;
    }

    private static JobCallback GivenUp(Job job) =>
        new(job.JobId, JobStatus.Failed) { ErrorCode = "job_given_up", Error = "The job did not come to an end in five attempts." };

    [LoggerMessage(70, LogLevel.Information, "hr_job_done {JobId} type={JobType} status={Status} duration_ms={DurationMs}")]
    private partial void Done(string jobId, string jobType, string status, long durationMs);

    [LoggerMessage(71, LogLevel.Information, "hr_job_stopped {JobId}: it has ended, or another replica has it")]
    private partial void Stopped(string jobId);

    [LoggerMessage(72, LogLevel.Warning, "hr_job_put_off {JobId} attempts={Attempts}")]
    private partial void PutOff(string jobId, int attempts, Exception fault);

    [LoggerMessage(73, LogLevel.Warning, "HR jobs wait for the database: {Reason}")]
    private partial void NotLooked(string reason);
}
