using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Application.Hr.Jobs;

/// <summary>How far a job is; of a single calculation or payslip the total is one.</summary>
public sealed record JobProgress(int Total, int Completed, int Failed, int Percent)
{
    public static JobProgress From(Job job)
    {
        var total = job.Total ?? 1;
        var completed = job.Completed ?? (job.Status == JobStatus.Completed ? total : 0);
        var failed = job.Failed ?? (job.Status == JobStatus.Failed ? total : 0);
        var done = JobStatus.IsTerminal(job.Status) && job.Status != JobStatus.Cancelled ? total : completed + failed;
        return new JobProgress(total, completed, failed, total == 0 ? 100 : (int)(100L * done / total));
    }
}

/// <summary>A job as lists show it.</summary>
public sealed record JobRow
{
    public required string JobId { get; init; }
    public required string JobType { get; init; }
    public required string Status { get; init; }
    public required JobProgress Progress { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string UserId { get; init; }
    public string? Error { get; init; }
    public string? ErrorCode { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the jobber got it.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }

    public static JobRow From(Job job) =>
        new()
        {
            JobId = job.JobId,
            JobType = job.JobType,
            Status = job.Status,
            Progress = JobProgress.From(job),
            UserId = job.UserId,
            Error = job.ErrorMessage,
            ErrorCode = job.ErrorCode,
            CreatedAt = job.CreatedAt,
            SubmittedAt = job.SubmittedAt,
            StartedAt = job.StartedAt,
            CompletedAt = job.FinishedAt,
        };
}
