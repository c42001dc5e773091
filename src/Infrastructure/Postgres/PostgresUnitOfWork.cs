using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Caching;

namespace Pinnokio.Infrastructure.Postgres;

/// <summary>
/// The unit of work on PostgreSQL. Its transaction opens, and claims the call's key, with the first statement that a handler makes. A handler
/// that only adds rows makes none: then claim, rows and records go in one round trip, which the server runs as one transaction.
/// </summary>
internal sealed class PostgresUnitOfWork(PinnokioDbContext db, NpgsqlDataSource database, NewRows rows, CallContext call) : IUnitOfWork
{
    // Waits for a concurrent first call to end. An expired record is taken over.
    private const string ClaimSql = """
        INSERT INTO core.idempotency_records AS r (identity, method, fingerprint, created_at, expires_at)
        SELECT $1, $2, $3, now(), now() + $4 FROM pg_advisory_xact_lock($5)
        ON CONFLICT (identity) DO UPDATE SET
            fingerprint = excluded.fingerprint, outcome = NULL, answer = NULL,
            created_at = excluded.created_at, expires_at = excluded.expires_at
        WHERE r.expires_at <= now()
        RETURNING 1
        """;

    // The same with the answer at once, and without waiting. Where another call holds or has answered the key, what follows in the batch must
    // not run: then the identity is null, which its column refuses.
    private const string ClaimWithAnswerSql = """
        INSERT INTO core.idempotency_records AS r (identity, method, fingerprint, created_at, expires_at, outcome, answer)
        VALUES (CASE WHEN pg_try_advisory_xact_lock($5) THEN $1 END, $2, $3, now(), now() + $4, 0, $6)
        ON CONFLICT (identity) DO UPDATE SET
            identity = CASE WHEN r.expires_at <= now() THEN r.identity END,
            fingerprint = excluded.fingerprint, outcome = excluded.outcome, answer = excluded.answer,
            created_at = excluded.created_at, expires_at = excluded.expires_at
        """;

    private const string StoredSql = "SELECT fingerprint, outcome, answer FROM core.idempotency_records WHERE identity = $1";
    private const string AnswerSql = "UPDATE core.idempotency_records SET outcome = 0, answer = $1 WHERE identity = $2";
    private const string InvalidateSql = "INSERT INTO core.cache_invalidations (tag) VALUES ($1) RETURNING id";
    private const string CommitSql = "COMMIT";

    private const string KeepErrorSql = """
        INSERT INTO core.idempotency_records AS r (identity, method, fingerprint, created_at, expires_at, outcome, answer)
        SELECT $1, $2, $3, now(), now() + $4, 1, $6 FROM pg_advisory_xact_lock($5)
        ON CONFLICT (identity) DO UPDATE SET
            fingerprint = excluded.fingerprint, outcome = excluded.outcome, answer = excluded.answer,
            created_at = excluded.created_at, expires_at = excluded.expires_at
        WHERE r.expires_at <= now()
        """;

    private IDbContextTransaction? _transaction;
    private IdempotencyClaim? _claim;
    private CancellationToken _patience;
    private IReadOnlyList<CacheTag> _tags = [];

    public PendingInvalidation? Invalidation { get; private set; }

    public void Begin()
    {
        db.Caller = call;
        db.BeforeStatement = OpenAsync;
    }

    public void Claim(IdempotencyClaim claim, CancellationToken patience)
    {
        _claim = claim;
        _patience = patience;
    }

    public void Invalidate(IReadOnlyList<CacheTag> tags) => _tags = tags;

    // Where no statement was made there is nothing tracked.
    public Task SaveAsync(CancellationToken ct) => _transaction is null ? Task.CompletedTask : db.SaveChangesAsync(ct);

    public async Task CommitAsync(ReadOnlyMemory<byte> answer, CancellationToken ct)
    {
        if (_transaction is null && await TryCommitAtOnceAsync(answer, ct))
        {
            db.BeforeStatement = null;
            return;
        }

        await OpenAsync(ct);
        await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection());
        Fill(batch, _claim is { } claim ? Answer(claim, answer) : null);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CommitSql));
        await ExecuteAsync(batch, ct);
        await EndAsync(); // the connection is free while the cache is told
    }

    /// <summary>False when another call holds the key, or has answered it.</summary>
    private async Task<bool> TryCommitAtOnceAsync(ReadOnlyMemory<byte> answer, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        Fill(batch, _claim is { } claim ? Record(ClaimWithAnswerSql, claim, answer) : null);
        try
        {
            await ExecuteAsync(batch, ct);
            return true;
        }
        catch (PostgresException refused) when (IsTaken(refused))
        {
            return false;
        }
    }

    public async Task<StoredAnswer?> RollBackAsync(ReadOnlyMemory<byte> deterministicError)
    {
        if (_transaction is { } transaction)
        {
            _transaction = null;
            await transaction.RollbackAsync(CancellationToken.None);
            await transaction.DisposeAsync();
        }

        if (_claim is not { } claim || deterministicError.IsEmpty)
        {
            return null;
        }

        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Record(KeepErrorSql, claim, deterministicError) } };
        return await batch.ExecuteNonQueryAsync(CancellationToken.None) == 0
            ? await ReadStoredAsync(connection, CancellationToken.None)
            : null;
    }

    private async Task OpenAsync(CancellationToken ct)
    {
        if (_transaction is not null)
        {
            return;
        }

        db.Database.AutoSavepointsEnabled = false; // a command that fails is rolled back whole
        _transaction = await db.Database.BeginTransactionAsync(ct);
        if (_claim is not { } claim)
        {
            return;
        }

        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Record(ClaimSql, claim) } };
        if (await batch.ExecuteScalarAsync(_patience) is null)
        {
            var stored = await ReadStoredAsync(connection, ct);
            await EndAsync();
            throw new KeyClaimedException(stored);
        }
    }

    /// <summary>What follows in the call is no part of the unit any more.</summary>
    private async Task EndAsync()
    {
        db.BeforeStatement = null;
        await _transaction!.DisposeAsync();
        _transaction = null;
    }

    private void Fill(NpgsqlBatch batch, NpgsqlBatchCommand? record)
    {
        if (record is not null)
        {
            batch.BatchCommands.Add(record); // first: nothing is written beside the answer of another call
        }

        rows.WriteTo(batch, call);
        if (_tags.Count > 0)
        {
            var invalidation = new NpgsqlBatchCommand(InvalidateSql);
            invalidation.Parameters.Add(new NpgsqlParameter<string> { TypedValue = CacheKeys.Text(_tags) });
            batch.BatchCommands.Add(invalidation);
        }
    }

    /// <summary>Runs what commits. The caller's wish to stop is heeded while the server can still heed it, and comes too late afterwards.</summary>
    private async Task ExecuteAsync(NpgsqlBatch batch, CancellationToken ct)
    {
        call.EnterCommit();
        if (batch.BatchCommands.Count > 0)
        {
            try
            {
                Invalidation = await ReadIdAsync(batch, ct) is { } id ? new PendingInvalidation(id, _tags) : null;
            }
            catch (PostgresException refused) when (!IsShutdown(refused))
            {
                call.Outcome = WriteOutcome.NotApplied;
                throw;
            }
            catch (OperationCanceledException stopped) when (stopped.InnerException is PostgresException)
            {
                call.Outcome = WriteOutcome.NotApplied; // the server says that it stopped
                throw;
            }
        }

        call.Outcome = WriteOutcome.Applied;
    }

    /// <summary>
    /// The invalidation's id, which is all that any of the statements returns. Read to the very end: a commit that is cancelled fails there, and a
    /// reader that is closed before it (as a scalar's is) keeps that to itself.
    /// </summary>
    private static async Task<long?> ReadIdAsync(NpgsqlBatch batch, CancellationToken ct)
    {
        long? id = null;
        await using var results = await batch.ExecuteReaderAsync(ct);
        do
        {
            while (await results.ReadAsync(ct))
            {
                id = results.GetInt64(0);
            }
        } while (await results.NextResultAsync(ct));

        return id;
    }

    private async Task<StoredAnswer> ReadStoredAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var select = new NpgsqlCommand(StoredSql, connection);
        select.Parameters.Add(new() { Value = _claim!.Identity });
        await using var row = await select.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct) || await row.IsDBNullAsync(1, ct))
        {
            throw new AppException(IdempotencyErrors.InProgress);
        }

        return new StoredAnswer(row.GetFieldValue<byte[]>(0), row.GetInt16(1) == 1, row.GetFieldValue<byte[]>(2));
    }

    private static NpgsqlBatchCommand Answer(IdempotencyClaim claim, ReadOnlyMemory<byte> answer) =>
        new(AnswerSql)
        {
            Parameters =
            {
                new() { Value = answer, NpgsqlDbType = NpgsqlDbType.Bytea },
                new() { Value = claim.Identity },
            },
        };

    private static NpgsqlBatchCommand Record(string sql, IdempotencyClaim claim, ReadOnlyMemory<byte>? answer = null)
    {
        var command = new NpgsqlBatchCommand(sql)
        {
            Parameters =
            {
                new() { Value = claim.Identity },
                new NpgsqlParameter<string> { TypedValue = claim.Method },
                new() { Value = claim.Fingerprint },
                new NpgsqlParameter<TimeSpan> { TypedValue = claim.Window, NpgsqlDbType = NpgsqlDbType.Interval },
                new NpgsqlParameter<long> { TypedValue = BinaryPrimitives.ReadInt64LittleEndian(claim.Identity) },
            },
        };
        if (answer is { } kept)
        {
            command.Parameters.Add(new() { Value = kept, NpgsqlDbType = NpgsqlDbType.Bytea });
        }

        return command;
    }

    private static bool IsTaken(PostgresException refused) =>
        refused is { SqlState: PostgresErrorCodes.NotNullViolation, TableName: "idempotency_records", ColumnName: "identity" };

    /// <summary>A server that stops can say so after it has committed.</summary>
    private static bool IsShutdown(PostgresException refused) => refused.SqlState.StartsWith("57", StringComparison.Ordinal);
}
