using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Postgres;

/// <summary>The unit of work on PostgreSQL: the context's transaction, with the idempotency record and the invalidations in it.</summary>
internal sealed class PostgresUnitOfWork(PinnokioDbContext db, CallContext call) : IUnitOfWork
{
    // Inserting waits for a concurrent first call to end: the unique index lets nobody pass in between. An expired record is taken over.
    private const string ClaimSql = """
        INSERT INTO core.idempotency_records AS r (identity, method, fingerprint, created_at, expires_at)
        VALUES ($1, $2, $3, now(), now() + $4)
        ON CONFLICT (identity) DO UPDATE SET
            fingerprint = excluded.fingerprint, outcome = NULL, answer = NULL,
            created_at = excluded.created_at, expires_at = excluded.expires_at
        WHERE r.expires_at <= now()
        RETURNING 1
        """;

    private const string StoredSql = "SELECT fingerprint, outcome, answer FROM core.idempotency_records WHERE identity = $1";
    private const string AnswerSql = "UPDATE core.idempotency_records SET outcome = 0, answer = $1 WHERE identity = $2";
    private const string InvalidateSql = "INSERT INTO core.cache_invalidations (tag) VALUES ($1) RETURNING id";

    private const string KeepErrorSql = """
        INSERT INTO core.idempotency_records (identity, method, fingerprint, outcome, answer, created_at, expires_at)
        VALUES ($1, $2, $3, 1, $4, now(), now() + $5) ON CONFLICT (identity) DO NOTHING
        """;

    private IDbContextTransaction? _transaction;
    private IdempotencyClaim? _claim;
    private IReadOnlyList<CacheTag> _tags = [];

    public IReadOnlyList<PendingInvalidation> Invalidations { get; private set; } = [];

    private NpgsqlConnection Connection => (NpgsqlConnection)db.Database.GetDbConnection();

    public async Task BeginAsync(CancellationToken ct)
    {
        db.Caller = call;
        _transaction ??= await db.Database.BeginTransactionAsync(ct);
    }

    public async Task<StoredAnswer?> ClaimAsync(IdempotencyClaim claim, CancellationToken ct)
    {
        await BeginAsync(ct);
        await using (var insert = new NpgsqlCommand(ClaimSql, Connection))
        {
            insert.Parameters.Add(new() { Value = claim.Identity });
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = claim.Method });
            insert.Parameters.Add(new() { Value = claim.Fingerprint });
            insert.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = claim.Window, NpgsqlDbType = NpgsqlDbType.Interval });
            if (await insert.ExecuteScalarAsync(ct) is not null)
            {
                _claim = claim;
                return null;
            }
        }

        return await ReadStoredAsync(claim, ct);
    }

    public void Invalidate(IReadOnlyList<CacheTag> tags) => _tags = tags;

    public Task SaveAsync(CancellationToken ct) => db.SaveChangesAsync(ct);

    public async Task CommitAsync(ReadOnlyMemory<byte> answer, CancellationToken ct)
    {
        await WriteRecordsAsync(answer, ct);
        call.EnterCommit();
        try
        {
            // From here on the caller's wish to stop comes too late.
            await _transaction!.CommitAsync(CancellationToken.None);
            call.Outcome = WriteOutcome.Applied;
        }
        catch (PostgresException refused) when (!IsShutdown(refused))
        {
            call.Outcome = WriteOutcome.NotApplied;
            throw;
        }
    }

    /// <summary>A server that stops can say so after it has committed.</summary>
    private static bool IsShutdown(PostgresException refused) => refused.SqlState.StartsWith("57", StringComparison.Ordinal);

    public async Task RollBackAsync(ReadOnlyMemory<byte> deterministicError)
    {
        if (_transaction is { } transaction)
        {
            _transaction = null;
            await transaction.RollbackAsync(CancellationToken.None);
            await transaction.DisposeAsync();
        }

        if (_claim is not { } claim || deterministicError.IsEmpty)
        {
            return;
        }

        await db.Database.OpenConnectionAsync(CancellationToken.None);
        await using var keep = new NpgsqlCommand(KeepErrorSql, Connection);
        keep.Parameters.Add(new() { Value = claim.Identity });
        keep.Parameters.Add(new NpgsqlParameter<string> { TypedValue = claim.Method });
        keep.Parameters.Add(new() { Value = claim.Fingerprint });
        keep.Parameters.Add(new() { Value = deterministicError, NpgsqlDbType = NpgsqlDbType.Bytea });
        keep.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = claim.Window, NpgsqlDbType = NpgsqlDbType.Interval });
        await keep.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private async Task<StoredAnswer> ReadStoredAsync(IdempotencyClaim claim, CancellationToken ct)
    {
        await using var select = new NpgsqlCommand(StoredSql, Connection);
        select.Parameters.Add(new() { Value = claim.Identity });
        await using var row = await select.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct) || await row.IsDBNullAsync(1, ct))
        {
            throw new AppException(IdempotencyErrors.InProgress);
        }

        return new StoredAnswer(row.GetFieldValue<byte[]>(0), row.GetInt16(1) == 1, row.GetFieldValue<byte[]>(2));
    }

    private async Task WriteRecordsAsync(ReadOnlyMemory<byte> answer, CancellationToken ct)
    {
        if (_claim is null && _tags.Count == 0)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(Connection);
        if (_claim is { } claim)
        {
            var record = new NpgsqlBatchCommand(AnswerSql);
            record.Parameters.Add(new() { Value = answer, NpgsqlDbType = NpgsqlDbType.Bytea });
            record.Parameters.Add(new() { Value = claim.Identity });
            batch.BatchCommands.Add(record);
        }

        foreach (var tag in _tags)
        {
            var invalidation = new NpgsqlBatchCommand(InvalidateSql);
            var text = string.Create(CultureInfo.InvariantCulture, $"{tag.CompanyId:D}|{tag.DataType}");
            invalidation.Parameters.Add(new NpgsqlParameter<string> { TypedValue = text });
            batch.BatchCommands.Add(invalidation);
        }

        var pending = new PendingInvalidation[_tags.Count];
        await using var rows = await batch.ExecuteReaderAsync(ct);
        for (var i = 0; i < pending.Length; i++)
        {
            await rows.ReadAsync(ct);
            pending[i] = new PendingInvalidation(rows.GetInt64(0), _tags[i]);
            await rows.NextResultAsync(ct);
        }

        Invalidations = pending;
    }
}
