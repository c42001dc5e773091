using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr;
using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Infrastructure.Jobs;

/// <summary>
/// The inbox as a table: a report is stored, the job's row locked, the report applied, and what is to be told written, in one transaction of three round
/// trips. Equal reports meet at the digest, reports of one job at its row.
/// </summary>
internal sealed partial class PostgresJobInbox(
    NpgsqlDataSource database,
    IEnumerable<IJobDelivery> deliveries,
    Bell<OutboxDrain> bell,
    TimeProvider clock,
    ILogger<PostgresJobInbox> log
) : IJobInbox
{
    // Stored with its text only while there is no job to apply it to. Waits for an equal report whose transaction runs.
    private const string StoreSql = """
        INSERT INTO hr.job_callbacks (job_id, digest, outcome, report)
        SELECT $1, $2, CASE WHEN known THEN 'applied' ELSE 'waiting' END, CASE WHEN known THEN NULL ELSE $3 END
        FROM (SELECT EXISTS (SELECT FROM hr.hr_jobs WHERE job_id = $1) AS known) AS job
        ON CONFLICT (job_id, digest) DO NOTHING RETURNING id, outcome
        """;

    private const string LockSql = $"SELECT {JobRows.Columns} FROM hr.hr_jobs WHERE job_id = $1 FOR UPDATE";

    // Jobs that another replica is at are left to it.
    private const string LockWaitingSql = $"""
        SELECT {JobRows.Columns} FROM hr.hr_jobs
        WHERE job_id IN (SELECT job_id FROM hr.job_callbacks WHERE outcome = 'waiting')
        LIMIT $1 FOR UPDATE SKIP LOCKED
        """;

    private const string WaitingSql =
        "SELECT id, job_id, report FROM hr.job_callbacks WHERE job_id = ANY($1) AND outcome = 'waiting' ORDER BY id";

    private readonly IJobDelivery[] _deliveries = [.. deliveries];

    public async Task<CallbackReceipt> AcceptAsync(JobCallback callback, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var (stored, job) = await StoreAsync(connection, callback, ct);
        if (stored is not { } report)
        {
            return new CallbackReceipt(CallbackOutcome.Duplicate, job?.Status);
        }

        var changes = new JobChanges(_deliveries, clock.GetUtcNow());
        if (job is null)
        {
            await changes.CommitAsync(connection, ct);
            return new CallbackReceipt(CallbackOutcome.Waiting, null);
        }

        if (ForeignField(callback, job) is { } field)
        {
            LogRefused(job.JobId, field);
            throw new AppException(HrErrors.ForeignReport(field)) { HadNoEffect = true };
        }

        var verdict = changes.Hear(report.Id, report.StoredAs, job, callback);
        await changes.CommitAsync(connection, ct);
        LogHeard(job.JobId, callback.Status, verdict);
        if (changes.HasNews)
        {
            bell.Ring();
        }

        return new CallbackReceipt(OutcomeOf(verdict), job.Status);
    }

    /// <summary>Applies what waited for jobs that are there now, up to so many jobs; returns how many there were.</summary>
    public async Task<int> MatchAsync(int most, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var jobs = await LockWaitingAsync(connection, most, ct);
        if (jobs.Count == 0)
        {
            return 0;
        }

        var changes = new JobChanges(_deliveries, clock.GetUtcNow());
        await using (var select = new NpgsqlCommand(WaitingSql, connection))
        {
            select.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. jobs.Keys] });
            await using var rows = await select.ExecuteReaderAsync(ct);
            while (await rows.ReadAsync(ct))
            {
                HearWaiting(changes, rows.GetInt64(0), jobs[rows.GetString(1)], rows.GetFieldValue<byte[]>(2));
            }
        }

        await changes.CommitAsync(connection, ct);
        if (changes.HasNews)
        {
            bell.Ring();
        }

        return jobs.Count;
    }

    private void HearWaiting(JobChanges changes, long id, Job job, byte[] report)
    {
        var callback = WireJson.Deserialize<JobCallback>(report);
        if (ForeignField(callback, job) is { } field)
        {
            LogRefused(job.JobId, field);
            changes.Refuse(id);
            return;
        }

        LogHeard(job.JobId, callback.Status, changes.Hear(id, ReportOutcome.Waiting, job, callback));
    }

    private static async Task<((long Id, string StoredAs)? Report, Job? Job)> StoreAsync(
        NpgsqlConnection connection,
        JobCallback callback,
        CancellationToken ct
    )
    {
        var json = WireJson.Serialize(callback);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(StoreSql)
                {
                    Parameters =
                    {
                        new NpgsqlParameter<string> { TypedValue = callback.JobId },
                        new NpgsqlParameter<byte[]> { TypedValue = SHA256.HashData(json) },
                        new() { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb },
                    },
                },
                new(LockSql) { Parameters = { new NpgsqlParameter<string> { TypedValue = callback.JobId } } },
            },
        };
        await using var rows = await batch.ExecuteReaderAsync(ct);
        (long, string)? report = await rows.ReadAsync(ct) ? (rows.GetInt64(0), rows.GetString(1)) : null;
        await rows.NextResultAsync(ct);
        return (report, await rows.ReadAsync(ct) ? JobRows.Read(rows) : null);
    }

    private static async Task<Dictionary<string, Job>> LockWaitingAsync(NpgsqlConnection connection, int most, CancellationToken ct)
    {
        await using var select = new NpgsqlCommand(LockWaitingSql, connection);
        select.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        await using var rows = await select.ExecuteReaderAsync(ct);
        return (await JobRows.ReadAllAsync(rows, ct)).ToDictionary(job => job.JobId);
    }

    /// <summary>What the report says of the job and is not so; null when all agrees.</summary>
    private static string? ForeignField(JobCallback callback, Job job) =>
        callback.UserId is { } user && user != job.UserId ? "user_id"
        : callback.CompanyId is { } company && company != job.CompanyId ? "company_id"
        : callback.JobType is { } type && type != job.JobType ? "job_type"
        : null;

    private static CallbackOutcome OutcomeOf(ReportVerdict verdict) =>
        verdict switch
        {
            ReportVerdict.Applied => CallbackOutcome.Applied,
            ReportVerdict.Repeated => CallbackOutcome.Duplicate,
            _ => CallbackOutcome.Outdated,
        };

    [LoggerMessage(300, LogLevel.Information, "job_report {JobId} status={Status} {Verdict}")]
    private partial void LogHeard(string jobId, string status, ReportVerdict verdict);

    [LoggerMessage(301, LogLevel.Warning, "job_report {JobId} refused: its {Field} is not the job's")]
    private partial void LogRefused(string jobId, string field);
}
