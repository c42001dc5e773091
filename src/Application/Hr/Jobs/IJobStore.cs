using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Application.Hr.Jobs;

/// <summary>Keeps jobs. Only <see cref="Add"/> is part of a unit of work; the rest takes effect at once, and never ends a job: that is the inbox's.</summary>
public interface IJobStore
{
    /// <summary>The unit of work saves.</summary>
    void Add(Job job);

    Task<Job?> FindAsync(string jobId, CancellationToken ct);

    /// <summary>The newest first, without their results.</summary>
    Task<IReadOnlyList<Job>> ListAsync(JobFilter filter, CancellationToken ct);

    /// <summary>Takes a job that is open, not submitted, and on which nobody works, for as long as the lease runs; null when it cannot be had.</summary>
    Task<Job?> ClaimAsync(string jobId, DateTimeOffset now, TimeSpan lease, CancellationToken ct);

    /// <summary>Ends a claim: the jobber has the job. Keeps its estimates.</summary>
    Task MarkSubmittedAsync(Job job, DateTimeOffset now, DateTimeOffset dueAt, CancellationToken ct);

    /// <summary>Ends a claim: the job waits until it is due to be sent again.</summary>
    Task ReleaseAsync(Job job, DateTimeOffset dueAt, CancellationToken ct);
}

/// <summary>Null selects all.</summary>
public sealed record JobFilter(Guid CompanyId, string? Status, int Limit);
