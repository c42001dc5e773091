using Microsoft.Extensions.Logging;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Payroll;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Application.Hr.Jobs;

/// <summary>
/// Hands a stored job over to the jobber, whoever finds that it was not: the call that made it, a repetition of that call, or the watch. One at a time has
/// the job. A jobber that is away leaves it pending, to be sent again; one that refuses ends it.
/// </summary>
public sealed partial class JobSubmission(
    IJobStore jobs,
    IJobber jobber,
    IJobInbox inbox,
    IPayslips payslips,
    TimeProvider clock,
    ILogger<JobSubmission> log
)
{
    private const string GivenUp = "jobber_unavailable";

    /// <summary>Outlasts the hand-over, so that no two have the job at the same time.</summary>
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan s_shortestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_firstLook = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_lastLook = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan s_givesUpAfter = TimeSpan.FromDays(1);

    /// <summary>Does nothing where the job has ended, was submitted, or is in other hands. A cancelled submission leaves the job pending.</summary>
    public async Task SubmitAsync(string jobId, CancellationToken ct)
    {
        if (await jobs.ClaimAsync(jobId, clock.GetUtcNow(), s_lease, ct) is not { } job)
        {
            return;
        }

        JobCallback? outcome;
        using var patience = new CancellationTokenSource(s_patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            outcome = await SendAsync(job, either.Token);
        }
        catch (AppException refused) when (refused.Error.RetryAfterMs is null)
        {
            await EndAsync(job, refused.Error.Code, refused.Error.Message);
            return;
        }
        catch (AppException fault)
        {
            await PutOffAsync(job, fault.Error.Code, TimeSpan.FromMilliseconds(fault.Error.RetryAfterMs ?? 0));
            return;
        }
        catch (OperationCanceledException)
        {
            await PutOffAsync(job, "no_answer_in_time", TimeSpan.Zero);
            return;
        }

        // What the jobber was told stands, whether or not anybody still waits for it.
        var now = clock.GetUtcNow();
        await jobs.MarkSubmittedAsync(job, now, now + FirstLook(job), CancellationToken.None);
        if (outcome is not null)
        {
            await inbox.AcceptAsync(outcome, CancellationToken.None);
        }
    }

    /// <summary>What was sent before may have arrived although its answer did not.</summary>
    private async Task<JobCallback?> SendAsync(Job job, CancellationToken ct)
    {
        if (job.Attempts > 1 && await AskAsync(job, ct) is { } known)
        {
            return known;
        }

        if (job.JobType == JobTypes.PdfGenerate && await FindPdfAsync(job, ct) is { } link)
        {
            return new JobCallback(job.JobId, JobStatus.Completed) { PdfUrl = link };
        }

        return await jobber.SubmitAsync(job, ct);
    }

    /// <summary>A jobber that does not say is asked again: only what it says to the order itself ends the job.</summary>
    private async Task<JobCallback?> AskAsync(Job job, CancellationToken ct)
    {
        try
        {
            return await jobber.FindAsync(job, ct);
        }
        catch (AppException refused) when (refused.Error.RetryAfterMs is null)
        {
            throw new AppException(AppError.Unavailable("The HR jobber"), refused);
        }
    }

    private async Task<string?> FindPdfAsync(Job job, CancellationToken ct)
    {
        var payrollId = job.PayrollId();
        return await payslips.FindLinkAsync(payrollId, ct) is { } kept ? kept
            : await jobber.FindPdfAsync(payrollId, ct) is { } pdf ? await payslips.KeepAsync(payrollId, pdf, ct)
            : null;
    }

    private async Task PutOffAsync(Job job, string reason, TimeSpan advised)
    {
        if (clock.GetUtcNow() - job.CreatedAt > s_givesUpAfter)
        {
            await EndAsync(job, GivenUp, "The HR jobber was not available for a day.");
            return;
        }

        var pause = s_shortestPause * Math.Pow(2, Math.Min(job.Attempts - 1, 10));
        pause = pause < advised ? advised : pause;
        await jobs.ReleaseAsync(job, clock.GetUtcNow() + (pause < s_longestPause ? pause : s_longestPause), CancellationToken.None);
        PutOff(job.JobId, job.Attempts, reason);
    }

    private async Task EndAsync(Job job, string code, string message)
    {
        await inbox.AcceptAsync(new JobCallback(job.JobId, JobStatus.Failed) { ErrorCode = code, Error = message }, CancellationToken.None);
        Refused(job.JobId, job.Attempts, code);
    }

    /// <summary>When a job that nobody reported on is asked for.</summary>
    private static TimeSpan FirstLook(Job job)
    {
        var expected = TimeSpan.FromSeconds(job.EstimatedSeconds ?? 0) * 2;
        return expected < s_firstLook ? s_firstLook
            : expected > s_lastLook ? s_lastLook
            : expected;
    }

    [LoggerMessage(60, LogLevel.Warning, "job_put_off {JobId} attempts={Attempts} reason={Reason}")]
    private partial void PutOff(string jobId, int attempts, string reason);

    [LoggerMessage(61, LogLevel.Warning, "job_refused {JobId} attempts={Attempts} reason={Reason}")]
    private partial void Refused(string jobId, int attempts, string reason);
}
