using System.Buffers;
using System.IO.Pipelines;
using Npgsql;
using NpgsqlTypes;
using Pinnokio.Application.Hr.SourceTax;
using Pinnokio.Domain.Hr.SourceTax;

namespace Pinnokio.Infrastructure.Postgres.Hr;

/// <summary>
/// Stores source-tax tariffs: the file is copied into a temporary table while it is read, and takes the place of the stored rows once its last line
/// is known to be sound, all in one transaction.
/// </summary>
internal sealed class PostgresTariffStore(NpgsqlDataSource database, PostgresMigrator migrator) : ISourceTaxTariffs
{
    private const string StageSql = """
        CREATE TEMP TABLE incoming_brackets (
            line_no bigint, canton text, tariff_code text, valid_from date,
            income_from numeric, step numeric, minimum_tax numeric, rate numeric
        ) ON COMMIT DROP
        """;

    private const string CopySql = """
        COPY incoming_brackets (line_no, canton, tariff_code, valid_from, income_from, step, minimum_tax, rate) FROM STDIN (FORMAT binary)
        """;

    private const string FaultsSql = """
        SELECT min(line_no), format('the canton %s has no source-tax model', canton)
        FROM incoming_brackets i
        WHERE NOT EXISTS (SELECT FROM hr.clusters c WHERE c.code = 'CH-' || i.canton AND c.qst_model IS NOT NULL)
        GROUP BY canton
        UNION ALL
        SELECT line_no, format('the bracket is the same as that of line %s', first_line)
        FROM (
            SELECT line_no, first_value(line_no) OVER (PARTITION BY canton, tariff_code, valid_from, income_from ORDER BY line_no) AS first_line
            FROM incoming_brackets
        ) numbered
        WHERE line_no <> first_line
        ORDER BY 1
        """;

    // Readers go on with the old rows; two imports take turns.
    private const string ReplaceSql = """
        LOCK TABLE hr.source_tax_brackets IN SHARE ROW EXCLUSIVE MODE;
        CREATE TEMP TABLE incoming_tariffs ON COMMIT DROP AS
            SELECT canton, valid_from, count(*) AS brackets, (
                SELECT count(*) FROM hr.source_tax_brackets b WHERE b.canton = i.canton AND b.valid_from = i.valid_from) AS replaced
            FROM incoming_brackets i GROUP BY canton, valid_from;
        DELETE FROM hr.source_tax_brackets b USING incoming_tariffs i WHERE b.canton = i.canton AND b.valid_from = i.valid_from;
        INSERT INTO hr.source_tax_brackets (canton, tariff_code, model, valid_from, income_from, step, minimum_tax, rate)
            SELECT i.canton, i.tariff_code, c.qst_model, i.valid_from, i.income_from, i.step, i.minimum_tax, i.rate
            FROM incoming_brackets i JOIN hr.clusters c ON c.code = 'CH-' || i.canton
            ORDER BY i.canton, i.tariff_code, i.valid_from, i.income_from;
        """;

    private const string TariffsSql = "SELECT canton, valid_from, brackets, replaced FROM incoming_tariffs ORDER BY canton, valid_from";

    private static readonly TimeSpan s_longestStatement = TimeSpan.FromMinutes(10);

    public async Task<TariffImport> ImportAsync(Stream file, CancellationToken ct)
    {
        await migrator.MigrateAsync(ct);
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await ExecuteAsync(connection, StageSql, ct);
        var tariff = new TariffFile();
        await CopyAsync(connection, file, tariff, ct);
        if (tariff.FaultCount == 0)
        {
            await FindFaultsAsync(connection, tariff, ct);
        }

        if (tariff.FaultCount > 0)
        {
            return new TariffImport([], tariff.PassedOver, tariff.Faults, tariff.FaultCount);
        }

        await ExecuteAsync(connection, ReplaceSql, ct);
        var tariffs = await ReadTariffsAsync(connection, ct);
        await transaction.CommitAsync(ct);
        return new TariffImport(tariffs, tariff.PassedOver, [], 0);
    }

    private static async Task CopyAsync(NpgsqlConnection connection, Stream file, TariffFile tariff, CancellationToken ct)
    {
        var lines = PipeReader.Create(file, new StreamPipeReaderOptions(leaveOpen: true));
        var found = new List<TariffBracket>();
        await using var copy = await connection.BeginBinaryImportAsync(CopySql, ct);
        while (true)
        {
            var read = await lines.ReadAsync(ct);
            var rest = ReadLines(read, tariff, found);
            foreach (var bracket in found)
            {
                await WriteAsync(copy, bracket, ct);
            }

            found.Clear();
            lines.AdvanceTo(rest.Start, rest.End);
            if (rest.Length > TariffFile.LongestLine)
            {
                tariff.Refuse(tariff.LineNo + 1, "the line is longer than any record");
                break;
            }

            if (read.IsCompleted)
            {
                tariff.End();
                break;
            }
        }

        await copy.CompleteAsync(ct);
    }

    /// <summary>Reads the whole lines that are there, and gives back the start of the next one.</summary>
    private static ReadOnlySequence<byte> ReadLines(ReadResult read, TariffFile tariff, List<TariffBracket> found)
    {
        var lines = new SequenceReader<byte>(read.Buffer);
        while (lines.TryReadTo(out ReadOnlySpan<byte> line, (byte)'\n'))
        {
            Take(line);
        }

        if (!read.IsCompleted || lines.End)
        {
            return lines.UnreadSequence;
        }

        Take(lines.UnreadSequence.ToArray()); // the last line has no end
        return read.Buffer.Slice(read.Buffer.End);

        void Take(ReadOnlySpan<byte> line)
        {
            if (tariff.TryRead(line, out var bracket))
            {
                found.Add(bracket);
            }
        }
    }

    private static async Task WriteAsync(NpgsqlBinaryImporter copy, TariffBracket bracket, CancellationToken ct)
    {
        await copy.StartRowAsync(ct);
        await copy.WriteAsync(bracket.LineNo, NpgsqlDbType.Bigint, ct);
        await copy.WriteAsync(bracket.Canton, NpgsqlDbType.Text, ct);
        await copy.WriteAsync(bracket.TariffCode, NpgsqlDbType.Text, ct);
        await copy.WriteAsync(bracket.ValidFrom, NpgsqlDbType.Date, ct);
        await copy.WriteAsync(bracket.IncomeFrom, NpgsqlDbType.Numeric, ct);
        await copy.WriteAsync(bracket.Step, NpgsqlDbType.Numeric, ct);
        await copy.WriteAsync(bracket.MinimumTax, NpgsqlDbType.Numeric, ct);
        await copy.WriteAsync(bracket.Rate, NpgsqlDbType.Numeric, ct);
    }

    private static async Task FindFaultsAsync(NpgsqlConnection connection, TariffFile tariff, CancellationToken ct)
    {
        await using var faults = await Command(connection, FaultsSql).ExecuteReaderAsync(ct);
        while (await faults.ReadAsync(ct))
        {
            tariff.Refuse(faults.GetInt64(0), faults.GetString(1));
        }
    }

    private static async Task<List<ImportedTariff>> ReadTariffsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var tariffs = new List<ImportedTariff>();
        await using var rows = await Command(connection, TariffsSql).ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            tariffs.Add(new ImportedTariff(rows.GetString(0), rows.GetFieldValue<DateOnly>(1), rows.GetInt64(2), rows.GetInt64(3)));
        }

        return tariffs;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = Command(connection, sql);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql) =>
        new(sql, connection) { CommandTimeout = (int)s_longestStatement.TotalSeconds };
}
