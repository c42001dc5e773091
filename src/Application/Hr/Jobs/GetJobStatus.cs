using System.Text.Json;
using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Payroll;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Application.Hr.Jobs;

/// <summary>Where a job stands, and its result once it has ended; <c>not_found</c> where there is none.</summary>
[RpcMethod("HR.get_job_status"), RequiresPermission(Permissions.PayrollRead)]
public sealed record GetJobStatus(string JobId) : IQuery<JobState>, IRecordScoped, IUserScoped
{
    public string? FirebaseUserId { get; init; }

    OwnedRecord IRecordScoped.Record => new(RecordKind.Job, JobId);
}

/// <summary>All but the first two are null of a job that is not there.</summary>
public sealed record JobState(string JobId, string Status)
{
    public string? JobType { get; init; }
    public JobProgress? Progress { get; init; }
    public JsonElement? Result { get; init; }
    public string? Error { get; init; }
    public string? ErrorCode { get; init; }

    /// <summary>A link to the payslip that the job made, which expires.</summary>
    public string? PdfUrl { get; init; }
    public int? EstimatedTimeSeconds { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When the jobber got it.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
}

internal sealed class GetJobStatusValidator : AbstractValidator<GetJobStatus>
{
    public GetJobStatusValidator()
    {
        RuleFor(q => q.JobId).Length(1, Job.IdMaxLength);
        RuleFor(q => q.FirebaseUserId).UserId();
    }
}

internal sealed class GetJobStatusHandler(IJobStore jobs, IPayslips payslips) : IRequestHandler<GetJobStatus, JobState>
{
    private const string NotFound = "not_found";

    public async Task<JobState> Handle(GetJobStatus query, CancellationToken ct) =>
        await jobs.FindAsync(query.JobId, ct) is not { } job
            ? new JobState(query.JobId, NotFound)
            : new JobState(job.JobId, job.Status)
            {
                JobType = job.JobType,
                Progress = JobProgress.From(job),
                Result = WireJson.Parse(job.Result),
                Error = job.ErrorMessage,
                ErrorCode = job.ErrorCode,
                PdfUrl = await job.PdfLinkAsync(payslips, ct),
                EstimatedTimeSeconds = job.EstimatedSeconds,
                CreatedAt = job.CreatedAt,
                SubmittedAt = job.SubmittedAt,
                StartedAt = job.StartedAt,
                CompletedAt = job.FinishedAt,
            };
}
