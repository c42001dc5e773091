using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Caching;

namespace Pinnokio.Infrastructure.Postgres;

/// <summary>The unit of work on PostgreSQL: the context's transaction, with the idempotency record and the invalidations in it.</summary>
internal sealed class PostgresUnitOfWork(PinnokioDbContext db, NewRows rows, CallContext call) : IUnitOfWork
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
    private const string InvalidateSql = "INSERT INTO core.cache_invalidations (tag) SELECT unnest($1) RETURNING id, tag";
    private const string CommitSql = "COMMIT";

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
        db.Database.AutoSavepointsEnabled = false; // a command that fails is rolled back whole
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

    /// <summary>
    /// One round trip: the new rows, the records and the COMMIT itself. Until the server has reached that, the caller's wish to stop is heeded;
    /// afterwards it comes too late and changes nothing.
    /// </summary>
    public async Task CommitAsync(ReadOnlyMemory<byte> answer, CancellationToken ct)
    {
        await using var batch = Batch(answer);
        call.EnterCommit();
        try
        {
            await ExecuteAsync(batch, ct);
            call.Outcome = WriteOutcome.Applied;
        }
        catch (PostgresException refused) when (!IsShutdown(refused))
        {
            call.Outcome = WriteOutcome.NotApplied;
            throw;
        }
        catch (OperationCanceledException stopped) when (stopped.InnerException is PostgresException)
        {
            call.Outcome = WriteOutcome.NotApplied;
            throw;
        }

        await _transaction!.DisposeAsync(); // the connection is free while the cache is told
        _transaction = null;
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

    private NpgsqlBatch Batch(ReadOnlyMemory<byte> answer)
    {
        var batch = new NpgsqlBatch(Connection);
        rows.WriteTo(batch, call);
        if (_claim is { } claim)
        {
            var record = new NpgsqlBatchCommand(AnswerSql);
            record.Parameters.Add(new() { Value = answer, NpgsqlDbType = NpgsqlDbType.Bytea });
            record.Parameters.Add(new() { Value = claim.Identity });
            batch.BatchCommands.Add(record);
        }

        if (_tags.Count > 0)
        {
            var invalidations = new NpgsqlBatchCommand(InvalidateSql);
            invalidations.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. _tags.Select(CacheKeys.Text)] });
            batch.BatchCommands.Add(invalidations);
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand(CommitSql));
        return batch;
    }

    private async Task ExecuteAsync(NpgsqlBatch batch, CancellationToken ct)
    {
        var pending = new List<PendingInvalidation>(_tags.Count);
        await using var results = await batch.ExecuteReaderAsync(ct);
        do
        {
            while (await results.ReadAsync(ct))
            {
                if (CacheKeys.TryParseTag(results.GetString(1), out var tag))
                {
                    pending.Add(new PendingInvalidation(results.GetInt64(0), tag));
                }
            }
        } while (await results.NextResultAsync(ct));

        Invalidations = pending;
    }
}
