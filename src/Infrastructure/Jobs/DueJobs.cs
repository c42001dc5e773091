using Npgsql;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Infrastructure.Jobs;

/// <summary>Open jobs past their due time.</summary>
internal sealed class DueJobs(NpgsqlDataSource database)
{
    // What makes a job due again later is also what keeps the other replicas off it.
    private const string TakeSql = $"""
        UPDATE hr.hr_jobs SET due_at = now() + $2 WHERE job_id IN (
            SELECT job_id FROM hr.hr_jobs
            WHERE finished_at IS NULL AND due_at <= now() AND (leased_until IS NULL OR leased_until <= now())
            ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED)
        RETURNING {JobRows.Columns}
        """;

    /// <summary>Takes up to so many, on which nobody works; they are due again after that time unless something is heard of them.</summary>
    public async Task<IReadOnlyList<Job>> TakeAsync(int most, TimeSpan again, CancellationToken ct)
    {
        await using var command = database.CreateCommand(TakeSql);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = again });
        await using var rows = await command.ExecuteReaderAsync(ct);
        return await JobRows.ReadAllAsync(rows, ct);
    }
}
