using Npgsql;

namespace Pinnokio.Infrastructure.Jobs;

/// <summary>The upkeep of <c>hr.job_callbacks</c>, and a look at all that waits.</summary>
internal sealed class JobReports(NpgsqlDataSource database)
{
    private const string PurgeSql = """
        WITH gone AS (
            DELETE FROM hr.job_callbacks WHERE id IN (
                SELECT id FROM hr.job_callbacks WHERE received_at < now() - $1 LIMIT $2 FOR UPDATE SKIP LOCKED)
            RETURNING outcome)
        SELECT count(*)::int, (count(*) FILTER (WHERE outcome = 'waiting'))::int FROM gone
        """;

    private const string LevelsSql = """
        SELECT o.*, c.*, j.* FROM
            (SELECT count(*), coalesce(now() - min(created_at), interval '0') FROM hr.job_outbox WHERE done_at IS NULL) o,
            (SELECT count(*) FROM hr.job_callbacks WHERE outcome = 'waiting') c,
            (SELECT count(*), count(*) FILTER (WHERE due_at < now()) FROM hr.hr_jobs WHERE finished_at IS NULL) j
        """;

    /// <summary>Forgets reports older than that, up to so many; says how many, and how many of them never found their job.</summary>
    public async Task<(int Deleted, int Unknown)> PurgeAsync(TimeSpan olderThan, int most, CancellationToken ct)
    {
        await using var command = database.CreateCommand(PurgeSql);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = olderThan });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return (row.GetInt32(0), row.GetInt32(1));
    }

    public async Task<JobLevels> LevelsAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand(LevelsSql);
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return new JobLevels(row.GetInt64(0), row.GetTimeSpan(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4));
    }
}
