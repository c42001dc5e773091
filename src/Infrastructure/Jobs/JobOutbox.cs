using Npgsql;

namespace Pinnokio.Infrastructure.Jobs;

/// <summary>
/// The table <c>hr.job_outbox</c>. Whoever delivers rows holds them in an open transaction: a process that is killed lets go of them at once, and one that
/// hangs is cut off by the server.
/// </summary>
internal sealed class JobOutbox(NpgsqlDataSource database)
{
    // The first row that waits of a job and kind is the key to all of them: who holds it delivers them in order, everybody else passes by. A row that
    // was delivered meanwhile is looked at again once its lock is given, and dropped.
    private const string TakeSql = """
        WITH heads AS (
            SELECT o.job_id, o.kind FROM hr.job_outbox o
            WHERE o.done_at IS NULL AND o.next_at <= now() AND NOT EXISTS (
                SELECT FROM hr.job_outbox e WHERE e.job_id = o.job_id AND e.kind = o.kind AND e.done_at IS NULL AND e.id < o.id)
            ORDER BY o.next_at, o.id LIMIT $1 FOR UPDATE SKIP LOCKED)
        SELECT o.id, o.job_id, o.kind, j.user_id, o.payload, o.created_at
        FROM heads JOIN hr.job_outbox o USING (job_id, kind) JOIN hr.hr_jobs j USING (job_id)
        WHERE o.done_at IS NULL ORDER BY o.id LIMIT $2
        """;

    private const string DoneSql = "UPDATE hr.job_outbox SET done_at = now() WHERE id = ANY($1)";

    private const string FailedSql = """
        UPDATE hr.job_outbox o SET attempts = attempts + 1, last_error = f.error,
            next_at = now() + least(interval '5 seconds', interval '250 milliseconds' * 2 ^ least(attempts, 10))
        FROM unnest($1, $2) AS f (id, error) WHERE o.id = f.id
        """;

    private const string PatienceSql = "SET LOCAL idle_in_transaction_session_timeout = '15s'";

    private const string StuckSql = """
        SELECT job_id, kind, now() - created_at, attempts, last_error FROM hr.job_outbox
        WHERE done_at IS NULL AND created_at < now() - $1 ORDER BY id LIMIT 20
        """;

    private const string PurgeSql = """
        DELETE FROM hr.job_outbox WHERE id IN (
            SELECT id FROM hr.job_outbox WHERE done_at < now() - $1 LIMIT $2 FOR UPDATE SKIP LOCKED)
        """;

    /// <summary>Takes rows of up to so many jobs, has them delivered and notes how that went; returns how many rows it took.</summary>
    public async Task<int> DeliverAsync(
        int mostJobs,
        int mostRows,
        Func<IReadOnlyList<OutboxRow>, Task<Deliveries>> deliver,
        CancellationToken ct
    )
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var rows = await TakeAsync(connection, mostJobs, mostRows, ct);
        if (rows.Count == 0)
        {
            return 0;
        }

        var went = await deliver(rows);
        await using var batch = new NpgsqlBatch(connection);
        if (went.Done.Count > 0)
        {
            batch.BatchCommands.Add(new(DoneSql) { Parameters = { new NpgsqlParameter<long[]> { TypedValue = [.. went.Done] } } });
        }

        if (went.Failed.Count > 0)
        {
            batch.BatchCommands.Add(
                new(FailedSql)
                {
                    Parameters =
                    {
                        new NpgsqlParameter<long[]> { TypedValue = [.. went.Failed.Select(failed => failed.Id)] },
                        new NpgsqlParameter<string[]> { TypedValue = [.. went.Failed.Select(failed => failed.Error)] },
                    },
                }
            );
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.ExecuteNonQueryAsync(CancellationToken.None); // what went out is noted, also on the way to a stop
        return rows.Count;
    }

    /// <summary>The first of the rows that have waited longer than that.</summary>
    public async Task<IReadOnlyList<StuckRow>> StuckAsync(TimeSpan usual, CancellationToken ct)
    {
        await using var command = database.CreateCommand(StuckSql);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = usual });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var stuck = new List<StuckRow>();
        while (await rows.ReadAsync(ct))
        {
            var error = await rows.IsDBNullAsync(4, ct) ? null : rows.GetString(4);
            stuck.Add(new StuckRow(rows.GetString(0), rows.GetString(1), rows.GetTimeSpan(2), rows.GetInt32(3), error));
        }

        return stuck;
    }

    /// <summary>Forgets rows that were delivered longer ago than that, up to so many; returns how many.</summary>
    public async Task<int> PurgeAsync(TimeSpan olderThan, int most, CancellationToken ct)
    {
        await using var command = database.CreateCommand(PurgeSql);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = olderThan });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        return await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<List<OutboxRow>> TakeAsync(NpgsqlConnection connection, int mostJobs, int mostRows, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(PatienceSql),
                new(TakeSql)
                {
                    Parameters =
                    {
                        new NpgsqlParameter<int> { TypedValue = mostJobs },
                        new NpgsqlParameter<int> { TypedValue = mostRows },
                    },
                },
            },
        };
        await using var found = await batch.ExecuteReaderAsync(ct);
        var rows = new List<OutboxRow>();
        while (await found.ReadAsync(ct))
        {
            rows.Add(
                new OutboxRow(
                    found.GetInt64(0),
                    found.GetString(1),
                    found.GetString(2),
                    found.GetString(3),
                    found.GetFieldValue<byte[]>(4),
                    found.GetFieldValue<DateTimeOffset>(5)
                )
            );
        }

        return rows;
    }
}

/// <summary>How deliveries went; of each job and kind, the rows behind a failed one were not tried.</summary>
internal sealed record Deliveries(IReadOnlyCollection<long> Done, IReadOnlyCollection<(long Id, string Error)> Failed);

/// <summary>A row that should have gone out by now.</summary>
internal sealed record StuckRow(string JobId, string Kind, TimeSpan Age, int Attempts, string? LastError);
