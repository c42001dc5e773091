using Npgsql;
using NpgsqlTypes;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Infrastructure.Jobs;

/// <summary>Rows of <c>hr.hr_jobs</c> as the statements of this folder read and write them.</summary>
internal static class JobRows
{
    public const string Columns = """
        job_id, job_type, company_id, user_id, session_id, mandate_path, parameters, status, progress_seq, total, completed, failed,
        submitted_at, attempts, due_at, leased_until, started_at, finished_at
        """;

    private const string UpdateSql = """
        UPDATE hr.hr_jobs SET status = $2, progress_seq = $3, total = $4, completed = $5, failed = $6, result = $7, error_code = $8,
            error_message = $9, submitted_at = $10, due_at = $11, leased_until = $12, started_at = $13, finished_at = $14
        WHERE job_id = $1
        """;

    public static async Task<List<Job>> ReadAllAsync(NpgsqlDataReader rows, CancellationToken ct)
    {
        var jobs = new List<Job>();
        while (await rows.ReadAsync(ct))
        {
            jobs.Add(Read(rows));
        }

        return jobs;
    }

    public static Job Read(NpgsqlDataReader row) =>
        new()
        {
            JobId = row.GetString(0),
            JobType = row.GetString(1),
            CompanyId = row.GetGuid(2),
            UserId = row.GetString(3),
            SessionId = Text(row, 4),
            MandatePath = Text(row, 5),
            Parameters = row.GetString(6),
            Status = row.GetString(7),
            ProgressSeq = row.GetInt32(8),
            Total = Number(row, 9),
            Completed = Number(row, 10),
            Failed = Number(row, 11),
            SubmittedAt = Instant(row, 12),
            Attempts = row.GetInt32(13),
            DueAt = row.GetFieldValue<DateTimeOffset>(14),
            LeasedUntil = Instant(row, 15),
            StartedAt = Instant(row, 16),
            FinishedAt = Instant(row, 17),
        };

    public static NpgsqlBatchCommand Update(Job job) =>
        new(UpdateSql)
        {
            Parameters =
            {
                Value(job.JobId, NpgsqlDbType.Text),
                Value(job.Status, NpgsqlDbType.Text),
                Value(job.ProgressSeq, NpgsqlDbType.Integer),
                Value(job.Total, NpgsqlDbType.Integer),
                Value(job.Completed, NpgsqlDbType.Integer),
                Value(job.Failed, NpgsqlDbType.Integer),
                Value(job.Result, NpgsqlDbType.Jsonb),
                Value(job.ErrorCode, NpgsqlDbType.Text),
                Value(job.ErrorMessage, NpgsqlDbType.Text),
                Value(job.SubmittedAt, NpgsqlDbType.TimestampTz),
                Value(job.DueAt, NpgsqlDbType.TimestampTz),
                Value(job.LeasedUntil, NpgsqlDbType.TimestampTz),
                Value(job.StartedAt, NpgsqlDbType.TimestampTz),
                Value(job.FinishedAt, NpgsqlDbType.TimestampTz),
            },
        };

    public static NpgsqlParameter Value(object? value, NpgsqlDbType type) =>
        new() { Value = value is DateTimeOffset instant ? instant.ToUniversalTime() : value ?? DBNull.Value, NpgsqlDbType = type };

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static int? Number(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    private static DateTimeOffset? Instant(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
