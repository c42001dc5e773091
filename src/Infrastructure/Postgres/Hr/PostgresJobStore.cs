using Microsoft.EntityFrameworkCore;
using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Infrastructure.Postgres.Hr;

/// <summary>Jobs as rows. All but adding uses a context of its own, since it is no part of the call's transaction.</summary>
internal sealed class PostgresJobStore(IDbContextFactory<PinnokioDbContext> contexts, NewRows rows) : IJobStore
{
    public void Add(Job job) => rows.Add(job);

    public async Task<Job?> FindAsync(string jobId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Jobs.AsNoTracking().SingleOrDefaultAsync(job => job.JobId == jobId, ct);
    }

    public async Task<IReadOnlyList<Job>> ListAsync(JobFilter filter, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = db.Jobs.AsNoTracking().Where(job => job.CompanyId == filter.CompanyId);
        if (filter.Status is { } status)
        {
            found = found.Where(job => job.Status == status);
        }

        return await found
            .OrderByDescending(job => job.CreatedAt)
            .ThenBy(job => job.JobId)
            .Take(filter.Limit)
            .Select(job => new Job // results of batches are large
            {
                JobId = job.JobId,
                JobType = job.JobType,
                UserId = job.UserId,
                Status = job.Status,
                Total = job.Total,
                Completed = job.Completed,
                Failed = job.Failed,
                ErrorCode = job.ErrorCode,
                ErrorMessage = job.ErrorMessage,
                SubmittedAt = job.SubmittedAt,
                StartedAt = job.StartedAt,
                FinishedAt = job.FinishedAt,
                CreatedAt = job.CreatedAt,
            })
            .ToListAsync(ct);
    }

    public async Task<Job?> ClaimAsync(string jobId, DateTimeOffset now, TimeSpan lease, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var until = now + lease;
        var claimed = await db
            .Jobs.FromSql(
                $"""
                UPDATE hr.hr_jobs SET attempts = attempts + 1, leased_until = {until}, due_at = {until}
                WHERE job_id = {jobId} AND finished_at IS NULL AND submitted_at IS NULL AND (leased_until IS NULL OR leased_until <= {now})
                RETURNING *
                """
            )
            .AsNoTracking()
            .ToListAsync(ct);
        return claimed.SingleOrDefault();
    }

    // A jobber that has begun, or reported, before this has written so itself; then its row is left alone.
    public async Task MarkSubmittedAsync(Job job, DateTimeOffset now, DateTimeOffset dueAt, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db
            .Jobs.Where(row => row.JobId == job.JobId && row.SubmittedAt == null && row.FinishedAt == null)
            .ExecuteUpdateAsync(
                row =>
                    row.SetProperty(r => r.SubmittedAt, now)
                        .SetProperty(r => r.EstimatedSeconds, job.EstimatedSeconds)
                        .SetProperty(r => r.Total, job.Total)
                        .SetProperty(r => r.DueAt, dueAt)
                        .SetProperty(r => r.LeasedUntil, (DateTimeOffset?)null),
                ct
            );
    }

    public async Task ReleaseAsync(Job job, DateTimeOffset dueAt, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db
            .Jobs.Where(row => row.JobId == job.JobId && row.FinishedAt == null && row.LeasedUntil == job.LeasedUntil)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.DueAt, dueAt).SetProperty(r => r.LeasedUntil, (DateTimeOffset?)null), ct);
    }
}
