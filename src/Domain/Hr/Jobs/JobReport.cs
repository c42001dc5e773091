namespace Pinnokio.Domain.Hr.Jobs;

/// <summary>What a report means for the job that it is about.</summary>
public enum ReportVerdict
{
    /// <summary>The job changed by it.</summary>
    Applied,

    /// <summary>It says the end that the job came to already.</summary>
    Repeated,

    /// <summary>The job had ended otherwise, or gone further.</summary>
    Outdated,
}

/// <summary>How far a job of many parts is.</summary>
public sealed record JobCounts(int Total, int Completed, int Failed)
{
    public bool IsSound => Completed >= 0 && Failed >= 0 && (long)Completed + Failed <= Total;
}

/// <summary>News of a job: progress with the status <c>running</c>, its end with any terminal one.</summary>
public sealed record JobReport(string Status)
{
    /// <summary>Orders progress; without it the counts do.</summary>
    public int? ProgressSeq { get; init; }

    /// <summary>Left aside unless they are sound.</summary>
    public JobCounts? Counts { get; init; }

    /// <summary>A JSON object.</summary>
    public string? Result { get; init; }
    public string? ErrorCode { get; init; }
    public string? ErrorMessage { get; init; }
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>A job that was just heard of is left alone for that long.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(60);

    /// <summary>Changes the job if the report counts.</summary>
    public ReportVerdict ApplyTo(Job job, DateTimeOffset now)
    {
        if (!JobStatus.All.Contains(Status))
        {
            throw new ArgumentException("A report states a status of a job.", nameof(job));
        }

        if (JobStatus.IsTerminal(job.Status))
        {
            return job.Status == Status ? ReportVerdict.Repeated : ReportVerdict.Outdated;
        }

        if (!JobStatus.IsTerminal(Status) && !GoesBeyond(job))
        {
            return ReportVerdict.Outdated;
        }

        job.Status = Status;
        job.ProgressSeq = Math.Max(ProgressSeq ?? 0, job.ProgressSeq);
        if (Counts is { IsSound: true } counts)
        {
            (job.Total, job.Completed, job.Failed) = (counts.Total, counts.Completed, counts.Failed);
        }

        if (Status != JobStatus.Cancelled)
        {
            job.StartedAt ??= StartedAt <= now ? StartedAt : now;
            job.SubmittedAt ??= now; // whoever reports on it has it
        }

        if (JobStatus.IsTerminal(Status))
        {
            (job.Result, job.ErrorCode, job.ErrorMessage) = (Result, ErrorCode, ErrorMessage);
            (job.FinishedAt, job.LeasedUntil) = (now, null);
        }
        else if (job.DueAt < now + Quiet)
        {
            job.DueAt = now + Quiet;
        }

        return ReportVerdict.Applied;
    }

    private bool GoesBeyond(Job job)
    {
        if (Status != JobStatus.Running)
        {
            return false;
        }

        if (ProgressSeq is { } number)
        {
            return number > job.ProgressSeq;
        }

        // The first news of any kind counts; afterwards only what has more parts done.
        return job.Status == JobStatus.Pending
            || (
                Counts is { IsSound: true } counts
                && (job.Total is null || counts.Completed + counts.Failed > (job.Completed ?? 0) + (job.Failed ?? 0))
            );
    }
}
