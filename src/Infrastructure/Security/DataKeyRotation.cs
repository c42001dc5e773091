using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Npgsql;
using Pinnokio.Application.Hr;
using Pinnokio.Domain.Hr;
using Pinnokio.Infrastructure.Caching;

namespace Pinnokio.Infrastructure.Security;

/// <summary>
/// Refuses keys that do not hold every stored number, and re-encrypts what is not under the current one, so that an old one can be retired. Runs
/// once at start, after the migrations.
/// </summary>
internal sealed partial class DataKeyRotation(
    NpgsqlDataSource source,
    DataKeys keys,
    ISensitiveNumbers numbers,
    ILogger<DataKeyRotation> log
)
{
    private const int LargestBatch = 200;
    private const string InvalidateSql = "INSERT INTO core.cache_invalidations (tag) VALUES ($1)";

    private static readonly (SensitiveNumber Kind, string Column)[] s_columns =
    [
        (SensitiveNumber.Avs, "avs_number"),
        (SensitiveNumber.Nir, "nir"),
        (SensitiveNumber.Iban, "iban"),
    ];

    public async Task RunAsync(CancellationToken ct)
    {
        await ConfirmAsync(ct);
        if (keys.All.Count == 1)
        {
            return;
        }

        foreach (var (kind, column) in s_columns)
        {
            await RotateAsync(kind, column, ct);
        }
    }

    private async Task ConfirmAsync(CancellationToken ct)
    {
        var isStranger = string.Join(" OR ", s_columns.Select(c => $"{KeyIdOf(c.Column)} <> ALL ($1)"));
        await using var find = source.CreateCommand($"SELECT id FROM hr.employees WHERE {isStranger} LIMIT 1");
        find.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. keys.All.Select(Id)] });
        if (await find.ExecuteScalarAsync(ct) is Guid employee)
        {
            throw new InvalidOperationException(
                $"{DataKeys.Variable} does not hold the key that encrypted what is stored, of employee {employee} for one; "
                    + "put that key behind the current one, separated by a comma"
            );
        }

        keys.AreConfirmed = true;
    }

    /// <summary>A batch that meets a duplicate is halved until that row stands alone, and is left.</summary>
    private async Task RotateAsync(SensitiveNumber kind, string column, CancellationToken ct)
    {
        var (last, most) = (Guid.Empty, LargestBatch);
        while (true)
        {
            try
            {
                if (await RotateBatchAsync(kind, column, last, most, ct) is not { } reached)
                {
                    return;
                }

                (last, most) = (reached, Math.Min(most * 2, LargestBatch));
            }
            catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                most = Math.Max(most / 2, 1);
            }
        }
    }

    /// <summary>Returns the last row of the batch, or null when none is left.</summary>
    private async Task<Guid?> RotateBatchAsync(SensitiveNumber kind, string column, Guid after, int most, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var rows = await ReadAsync(connection, column, after, most, ct);
        if (rows.Count == 0)
        {
            return null;
        }

        await using var batch = new NpgsqlBatch(connection);
        var companies = new HashSet<Guid>();
        foreach (var row in rows)
        {
            if (Reencrypt(kind, row.Number) is not { } number)
            {
                Unreadable(row.Id, column);
                continue;
            }

            companies.Add(row.CompanyId);
            var update = new NpgsqlBatchCommand($"UPDATE hr.employees SET {column}_cipher = $2, {column}_hash = $3 WHERE id = $1");
            update.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = row.Id });
            update.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = number.Cipher });
            update.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = number.Hash });
            batch.BatchCommands.Add(update);
        }

        var count = batch.BatchCommands.Count;
        if (count > 0)
        {
            // The update raises the row's version, which cached answers tell.
            var invalidate = new NpgsqlBatchCommand(InvalidateSql);
            var tags = CacheKeys.Text([.. companies.SelectMany(HrCache.AfterEmployeeWrite)]);
            invalidate.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tags });
            batch.BatchCommands.Add(invalidate);
            try
            {
                await batch.ExecuteNonQueryAsync(ct);
            }
            catch (PostgresException refused) when (rows.Count == 1 && refused.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                Duplicate(rows[0].Id, column);
                return rows[0].Id;
            }

            await transaction.CommitAsync(ct);
            Rotated(count, column);
        }

        return rows[^1].Id;
    }

    private async Task<List<Row>> ReadAsync(NpgsqlConnection connection, string column, Guid after, int most, CancellationToken ct)
    {
        // Column names come from the list above, never from outside.
        var select = $"""
            SELECT id, company_id, {column}_cipher, {column}_hash, {column}_mask FROM hr.employees
            WHERE id > $1 AND {KeyIdOf(column)} <> $2 ORDER BY id LIMIT $3 FOR UPDATE
            """;
        await using var command = new NpgsqlCommand(select, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = Id(keys.Current) });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<Row>(most);
        while (await reader.ReadAsync(ct))
        {
            var number = new EncryptedNumber(reader.GetFieldValue<byte[]>(2), reader.GetFieldValue<byte[]>(3), reader.GetString(4));
            rows.Add(new Row(reader.GetGuid(0), reader.GetGuid(1), number));
        }

        return rows;
    }

    /// <summary>Null when the stored cipher was damaged: no key reveals it any more.</summary>
    private EncryptedNumber? Reencrypt(SensitiveNumber kind, EncryptedNumber stored)
    {
        try
        {
            return numbers.Protect(kind, numbers.Reveal(kind, stored), stored.Mask);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string KeyIdOf(string column) => $"substring({column}_cipher FROM 2 FOR 4)";

    private static byte[] Id(DataKey key)
    {
        var id = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(id, key.Id);
        return id;
    }

    [LoggerMessage(110, LogLevel.Information, "Re-encrypted {Count} numbers of {Column} under the current data key")]
    private partial void Rotated(int count, string column);

    [LoggerMessage(
        111,
        LogLevel.Warning,
        "Another employee of the company has the {Column} of employee {Employee}: it stays under its old data key until one of them is changed"
    )]
    private partial void Duplicate(Guid employee, string column);

    [LoggerMessage(112, LogLevel.Warning, "The {Column} of employee {Employee} was damaged where it lies: it stays under its old data key")]
    private partial void Unreadable(Guid employee, string column);

    private sealed record Row(Guid Id, Guid CompanyId, EncryptedNumber Number);
}
