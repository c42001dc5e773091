using Microsoft.EntityFrameworkCore;
using Npgsql;
using Pinnokio.Domain.Hr.Jobs;
using Pinnokio.Infrastructure.Jobs;
using Pinnokio.Infrastructure.Postgres;

namespace Pinnokio.Infrastructure.Jobber.Embedded;

/// <summary>
/// Who works on which job, by leases in the jobs' own rows and the server's clock. A job of this jobber has a lease from its acceptance on, past where nobody
/// works on it. The end of a lease says whose it is: a replica that slept through it finds another one there.
/// </summary>
internal sealed class EmbeddedJobTable(NpgsqlDataSource database, IDbContextFactory<PinnokioDbContext> contexts)
{
    // The claim of the submission ends with it: the job is this jobber's from here on.
    private const string AcceptSql = """
        UPDATE hr.hr_jobs SET submitted_at = now(), leased_until = now()
        WHERE job_id = $1 AND submitted_at IS NULL AND finished_at IS NULL
        """;

    private const string ClaimSql = $"""
        UPDATE hr.hr_jobs SET leased_until = now() + $1, attempts = attempts + 1, started_at = coalesce(started_at, now())
        WHERE job_id = (
            SELECT job_id FROM hr.hr_jobs
            WHERE submitted_at IS NOT NULL AND finished_at IS NULL AND leased_until <= now()
                AND ($2 OR job_type <> '{JobTypes.PayrollBatch}')
            ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING {JobRows.Columns}
        """;

    private const string RenewSql = """
        UPDATE hr.hr_jobs SET leased_until = now() + $3 WHERE job_id = $1 AND leased_until = $2 AND finished_at IS NULL RETURNING leased_until
        """;

    private const string ReleaseSql = """
        UPDATE hr.hr_jobs SET leased_until = now() + $3, attempts = attempts - $4
        WHERE job_id = $1 AND leased_until = $2 AND finished_at IS NULL
        """;

    public async Task AcceptAsync(string jobId, CancellationToken ct)
    {
        await using var accept = Command(AcceptSql, jobId);
        await accept.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The oldest job that waits, begun once more; null when there is none.</summary>
    public async Task<Job?> ClaimAsync(TimeSpan lease, bool batches, CancellationToken ct)
    {
        await using var claim = Command(ClaimSql, lease, batches);
        await using var rows = await claim.ExecuteReaderAsync(ct);
        return (await JobRows.ReadAllAsync(rows, ct)).SingleOrDefault();
    }

    /// <summary>False when the job has ended, or is another's: then nobody waits for this one's work.</summary>
    public async Task<bool> RenewAsync(Job job, TimeSpan lease, CancellationToken ct)
    {
        await using var renew = Command(RenewSql, job.JobId, job.LeasedUntil!.Value, lease);
        if (await renew.ExecuteScalarAsync(ct) is not DateTime until)
        {
            return false;
        }

        job.LeasedUntil = until;
        return true;
    }

    /// <summary>Leaves the job to whoever comes after the pause; an attempt that the job did not fail is not held against it.</summary>
    public async Task ReleaseAsync(Job job, TimeSpan pause, bool counts, CancellationToken ct)
    {
        await using var release = Command(ReleaseSql, job.JobId, job.LeasedUntil!.Value, pause, counts ? 0 : 1);
        await release.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Null where the job was never accepted here.</summary>
    public async Task<Job?> FindAsync(string jobId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db
            .Jobs.AsNoTracking()
            .Where(job => job.JobId == jobId && job.SubmittedAt != null && (job.LeasedUntil != null || job.FinishedAt != null))
            .SingleOrDefaultAsync(ct);
    }

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
