using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Domain.Hr.Jobs;
using Pinnokio.Infrastructure.Postgres;

namespace Pinnokio.Infrastructure.Jobs;

/// <summary>
/// Looks after jobs that are due: one that never reached the jobber is handed over again, of any other the jobber is asked, and one that it does not know is
/// lost. While the jobber is away they stay open and are due again.
/// </summary>
internal sealed partial class JobWatch(
    DueJobs due,
    IServiceScopeFactory scopes,
    IJobInbox inbox,
    JobMetrics metrics,
    TimeProvider clock,
    ILogger<JobWatch> log
) : BackgroundService
{
    public const string Lost = "JOB_LOST";
    private const int MostAtOnce = 16;
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(30);

    /// <summary>Less than <see cref="s_again"/>: nobody asks for a job that is being asked for.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly List<Task> _running = [];
    private readonly PostgresAttempts _attempts = new();

    /// <summary>Takes what is due and begins to look after it.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        _running.RemoveAll(task => task.IsCompleted);
        if (_running.Count < MostAtOnce)
        {
            var jobs = await due.TakeAsync(MostAtOnce - _running.Count, s_again, ct);
            _running.AddRange(jobs.Select(job => LookAfterAsync(job, ct)));
        }
    }

    /// <summary>Waits for what was begun.</summary>
    public Task WhenDoneAsync() => Task.WhenAll(_running);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(s_tick, clock);
        try
        {
            while (await ticks.WaitForNextTickAsync(stoppingToken))
            {
                await _attempts.TryAsync(() => LookAsync(stoppingToken), fault => LogAway(fault.GetType().Name), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await WhenDoneAsync();
        }
    }

    private async Task LookAfterAsync(Job job, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            if (job.SubmittedAt is null)
            {
                await scope.ServiceProvider.GetRequiredService<JobSubmission>().SubmitAsync(job.JobId, ct);
                metrics.Asked("submitted");
                return;
            }

            var said = await AskAsync(scope.ServiceProvider.GetRequiredService<IJobber>(), job, ct);
            var receipt = await inbox.AcceptAsync(said ?? IsLost(job), ct);
            metrics.Asked(said is null ? "lost" : "answered");
            LogAsked(job.JobId, said is null ? Lost : said.Status, receipt.Outcome);
        }
        catch (Exception fault)
        {
            metrics.Asked("failed");
            LogNotAsked(job.JobId, fault is AppException known ? known.Error.Code : fault.GetType().Name);
        }
    }

    private async Task<JobCallback?> AskAsync(IJobber jobber, Job job, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(s_patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        return await jobber.FindAsync(job, either.Token);
    }

    private static JobCallback IsLost(Job job) =>
        new(job.JobId, JobStatus.Failed) { ErrorCode = Lost, Error = "The HR jobber knows nothing of this job any more." };

    [LoggerMessage(340, LogLevel.Warning, "Jobs that are due wait for the database: {Reason}")]
    private partial void LogAway(string reason);

    [LoggerMessage(341, LogLevel.Information, "job_asked {JobId} status={Status} {Outcome}")]
    private partial void LogAsked(string jobId, string status, CallbackOutcome outcome);

    [LoggerMessage(342, LogLevel.Information, "job_asked {JobId} without an answer, it is asked again: {Reason}")]
    private partial void LogNotAsked(string jobId, string reason);
}
