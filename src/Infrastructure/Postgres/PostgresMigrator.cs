using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Pinnokio.Infrastructure.Postgres;

/// <summary>Brings the schema to this version's; replicas that start together take turns.</summary>
internal sealed class PostgresMigrator(
    IDbContextFactory<PinnokioDbContext> contexts,
    NpgsqlDataSource dataSource,
    ILogger<PostgresMigrator> logger
)
{
    private const string History = $"{PinnokioDbContext.MigrationsSchema}.{PinnokioDbContext.MigrationsTable}";
    private const long TurnKey = 0x50_69_6E_6E_6F_6B_69_6F;
    private static readonly TimeSpan LongestStatement = TimeSpan.FromMinutes(10);

    public async Task MigrateAsync(CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        await using var context = await contexts.CreateDbContextAsync(ct);
        var applied = await ApplyAsync(context, ct);
        logger.LogInformation(
            "postgres_schema version={Version} applied={Applied} duration_ms={DurationMs}",
            context.Database.GetMigrations().Last(),
            applied,
            (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds
        );
    }

    private async Task<int> ApplyAsync(PinnokioDbContext context, CancellationToken ct)
    {
        if (await CountPendingAsync(context, ct) == 0)
        {
            return 0;
        }

        // Held by a transaction, because a pooler in front of the server may move a session's locks elsewhere.
        await using var turn = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await turn.BeginTransactionAsync(ct);
        await using var take = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1)", turn, transaction)
        {
            Parameters = { new() { Value = TurnKey } },
            CommandTimeout = (int)LongestStatement.TotalSeconds,
        };
        await take.ExecuteNonQueryAsync(ct);

        var pending = await CountPendingAsync(context, ct);
        if (pending > 0)
        {
            context.Database.SetCommandTimeout(LongestStatement);
            await context.Database.MigrateAsync(ct);
        }

        return pending;
    }

    // By hand, because a start on a current schema would otherwise wake all of EF's migration services for one question.
    private async Task<int> CountPendingAsync(PinnokioDbContext context, CancellationToken ct)
    {
        var known = context.Database.GetMigrations();
        await using var find = dataSource.CreateCommand($"SELECT to_regclass('{History}') IS NOT NULL");
        if (await find.ExecuteScalarAsync(ct) is not true)
        {
            return known.Count();
        }

        await using var read = dataSource.CreateCommand($"""SELECT array_agg("MigrationId"::text) FROM {History}""");
        return known.Except(await read.ExecuteScalarAsync(ct) as string[] ?? []).Count();
    }
}
