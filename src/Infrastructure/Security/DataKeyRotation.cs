using Microsoft.Extensions.Logging;
using Npgsql;
using Pinnokio.Application.Hr;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Infrastructure.Security;

/// <summary>Re-encrypts stored numbers under the current key, so that an old one can be retired. Runs once at start, after the migrations.</summary>
internal sealed partial class DataKeyRotation(
    NpgsqlDataSource source,
    DataKeys keys,
    ISensitiveNumbers numbers,
    ILogger<DataKeyRotation> log
)
{
    private const int BatchSize = 200;

    private static readonly (SensitiveNumber Kind, string Column)[] s_columns =
    [
        (SensitiveNumber.Avs, "avs_number"),
        (SensitiveNumber.Nir, "nir"),
        (SensitiveNumber.Iban, "iban"),
    ];

    public async Task RunAsync(CancellationToken ct)
    {
        if (keys.All.Count == 1)
        {
            return;
        }

        var current = new byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(current, keys.Current.Id);
        foreach (var (kind, column) in s_columns)
        {
            var last = Guid.Empty;
            while (await RotateBatchAsync(kind, column, current, last, ct) is { } reached)
            {
                last = reached;
            }
        }
    }

    /// <summary>Returns the last row of the batch, or null when none is left.</summary>
    private async Task<Guid?> RotateBatchAsync(SensitiveNumber kind, string column, byte[] current, Guid after, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // Column names come from the list above, never from outside.
        var select = $"""
            SELECT id, {column}_cipher, {column}_hash, {column}_mask FROM hr.employees
            WHERE id > $1 AND {column}_cipher IS NOT NULL AND substring({column}_cipher FROM 2 FOR 4) <> $2
            ORDER BY id LIMIT {BatchSize} FOR UPDATE
            """;
        var rows = new List<(Guid Id, EncryptedNumber Number)>(BatchSize);
        await using (var command = new NpgsqlCommand(select, connection))
        {
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = after });
            command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = current });
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                var stored = new EncryptedNumber(reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<byte[]>(2), reader.GetString(3));
                rows.Add((reader.GetGuid(0), numbers.Protect(kind, numbers.Reveal(kind, stored), stored.Mask)));
            }
        }

        if (rows.Count == 0)
        {
            return null;
        }

        await using var batch = new NpgsqlBatch(connection);
        foreach (var (id, number) in rows)
        {
            var update = new NpgsqlBatchCommand($"UPDATE hr.employees SET {column}_cipher = $2, {column}_hash = $3 WHERE id = $1");
            update.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
            update.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = number.Cipher });
            update.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = number.Hash });
            batch.BatchCommands.Add(update);
        }

        await batch.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        Rotated(rows.Count, column);
        return rows[^1].Id;
    }

    [LoggerMessage(110, LogLevel.Information, "Re-encrypted {Count} numbers of {Column} under the current data key")]
    private partial void Rotated(int count, string column);
}
