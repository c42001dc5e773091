using Npgsql;

namespace Pinnokio.Support;

/// <summary>
/// Row count of every table that a write can reach, and the sum of the transactions that wrote its rows: equal before and after a call that wrote
/// nothing, and at a fraction of what the rows' content would cost to compare.
/// </summary>
public static class TableStates
{
    // Keys, invalidations and what waits to be told are bookkeeping that changes by itself; migrations do not change at all.
    private const string TablesSql = """
        SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
        WHERE schemaname IN ('core', 'hr') AND tablename NOT IN ('idempotency_records', 'cache_invalidations', 'job_outbox')
        ORDER BY 1
        """;

    public static async Task<string> StatesAsync(this TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString); // pooled: this is asked often
        await connection.OpenAsync();
        var tables = new List<string>();
        await using (var names = new NpgsqlCommand(TablesSql, connection))
        await using (var rows = await names.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync())
            {
                tables.Add(rows.GetString(0));
            }
        }

        var states = tables.Select(table => $"SELECT '{table} ' || count(*) || ' ' || coalesce(sum(xmin::text::bigint), 0) FROM {table}");
        await using var command = new NpgsqlCommand(string.Join(" UNION ALL ", states) + " ORDER BY 1", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }
}
