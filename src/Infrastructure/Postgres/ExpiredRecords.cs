using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Pinnokio.Infrastructure.Postgres;

/// <summary>Deletes idempotency records whose window has passed; several replicas may do so at once.</summary>
internal sealed partial class ExpiredRecords(NpgsqlDataSource source, PostgresState state, TimeProvider clock, ILogger<ExpiredRecords> log)
    : BackgroundService
{
    private const int Batch = 5_000;
    private static readonly TimeSpan s_every = TimeSpan.FromMinutes(10);

    private const string DeleteSql = """
        DELETE FROM core.idempotency_records WHERE identity IN (
            SELECT identity FROM core.idempotency_records WHERE expires_at <= now() LIMIT $1 FOR UPDATE SKIP LOCKED)
        """;

    /// <summary>Deletes what has expired; returns how many records that were.</summary>
    public async Task<int> PurgeAsync(CancellationToken ct)
    {
        var total = 0;
        int deleted;
        do
        {
            await using var command = source.CreateCommand(DeleteSql);
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Batch });
            deleted = await command.ExecuteNonQueryAsync(ct);
            total += deleted;
        } while (deleted == Batch);

        return total;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(s_every, clock);
        try
        {
            while (await ticks.WaitForNextTickAsync(stoppingToken))
            {
                await TryPurgeAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops; what has expired waits for the next one.
        }
    }

    private async Task TryPurgeAsync(CancellationToken ct)
    {
        if (!state.IsReady)
        {
            return;
        }

        try
        {
            await PurgeAsync(ct);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            NotPurged(fault.Message);
        }
    }

    [LoggerMessage(120, LogLevel.Warning, "Expired idempotency records stay until the next attempt: {Reason}")]
    private partial void NotPurged(string reason);
}
