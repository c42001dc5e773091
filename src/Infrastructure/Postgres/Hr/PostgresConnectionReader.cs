using Npgsql;
using Pinnokio.Application.Hr;

namespace Pinnokio.Infrastructure.Postgres.Hr;

/// <summary>Asks PostgreSQL about itself.</summary>
internal sealed class PostgresConnectionReader(NpgsqlDataSource source, TimeProvider clock) : IConnectionReader
{
    private const string Sql = """
        SELECT current_database(), current_setting('server_version'),
               ARRAY(SELECT nspname::text FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY 1)
        """;

    public async Task<ConnectionReport?> ReadAsync(CancellationToken ct)
    {
        try
        {
            var start = clock.GetTimestamp();
            await using var command = source.CreateCommand(Sql);
            await using var row = await command.ExecuteReaderAsync(ct);
            await row.ReadAsync(ct);
            var latency = Math.Round((decimal)clock.GetElapsedTime(start).TotalMilliseconds, 2);
            var pool = new NpgsqlConnectionStringBuilder(source.ConnectionString).MaxPoolSize;
            return new ConnectionReport("connected", row.GetString(0), row.GetString(1), row.GetFieldValue<string[]>(2), pool, latency);
        }
        catch (NpgsqlException)
        {
            return null; // the question was whether it answers
        }
    }
}
