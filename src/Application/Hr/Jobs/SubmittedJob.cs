using System.Text.Json;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Payroll;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Application.Hr.Jobs;

/// <summary>A job as it stands when its submission is answered: <c>pending</c>, which callers have always been told until it ends, or how it ended.</summary>
public sealed record SubmittedJob(string JobId, string Status)
{
    /// <summary>What the jobber calculated, where it answered at once.</summary>
    public JsonElement? Result { get; init; }
    public string? Error { get; init; }
    public string? ErrorCode { get; init; }
    public int? EstimatedTimeSeconds { get; init; }

    /// <summary>How many employees a batch pays.</summary>
    public int? EstimatedCount { get; init; }

    /// <summary>A link to the payslip that expires.</summary>
    public string? PdfUrl { get; init; }

    public static SubmittedJob From(Job job) =>
        new(job.JobId, JobStatus.IsTerminal(job.Status) ? job.Status : JobStatus.Pending)
        {
            Result = WireJson.Parse(job.Result),
            Error = job.ErrorMessage,
            ErrorCode = job.ErrorCode,
            EstimatedTimeSeconds = job.EstimatedSeconds,
            EstimatedCount = job.JobType == JobTypes.PayrollBatch ? job.Total : null,
        };
}

/// <summary>Hands the job over once its row has committed, and tells how it stands then. The caller hears so before its deadline.</summary>
internal sealed class SubmittedJobFollowUp(
    JobSubmission submission,
    IJobStore jobs,
    IPayslips payslips,
    CallContext call,
    TimeProvider clock
) : IFollowUp<SubmittedJob>
{
    private const double ShareOfTime = 0.8;

    public async Task<SubmittedJob> RunAsync(SubmittedJob committed, CancellationToken ct)
    {
        var left = call.TimeLeft(clock);
        using var patience = new CancellationTokenSource(left > TimeSpan.Zero ? left * ShareOfTime : left, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        await submission.SubmitAsync(committed.JobId, either.Token);
        return await jobs.FindAsync(committed.JobId, ct) is not { } job
            ? committed
            : SubmittedJob.From(job) with
            {
                PdfUrl = await job.PdfLinkAsync(payslips, ct),
            };
    }
}
