using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Pinnokio.Infrastructure.Postgres.Demo;
using Pinnokio.Infrastructure.Security;

namespace Pinnokio.Infrastructure.Postgres;

/// <summary>
/// Brings the schema up to date once the server answers, then holds one connection to hear at once when the server goes away: the pool is
/// emptied then, so that no dead connection waits for a caller.
/// </summary>
internal sealed partial class PostgresWatch(
    NpgsqlDataSource source,
    PostgresMigrator migrator,
    DataKeyRotation rotation,
    DemoOnStart demo,
    PostgresState state,
    TimeProvider clock,
    ILogger<PostgresWatch> log
) : BackgroundService
{
    private const string AwayMessage = "PostgreSQL is away; calls that need it answer UNAVAILABLE until it is back";
    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(250);

    /// <summary>What was refused needs an operator more than haste.</summary>
    private static readonly TimeSpan s_retryRefused = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string? announced = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await OpenAsync(stoppingToken);
                if (!state.IsMigrated)
                {
                    await migrator.MigrateAsync(stoppingToken);
                    source.Clear(); // types that the migration brought are read anew
                    await rotation.RunAsync(stoppingToken);
                    await demo.RunAsync(stoppingToken);
                    state.IsMigrated = true;
                    // Nothing else would take back what the start used until the first calls have used as much again.
                    GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                }

                state.IsUp = true;
                announced = null;
                Up();
                while (true)
                {
                    await connection.WaitAsync(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (state.IsMigrated || PostgresFaults.IsAway(fault))
            {
                state.IsUp = false;
                source.Clear();
                if (announced != AwayMessage)
                {
                    announced = AwayMessage;
                    Away(fault);
                }

                await WaitAsync(s_retry, stoppingToken);
            }
            catch (Exception fault)
            {
                var cause = fault.GetBaseException();
                var reason = cause is PostgresException refused ? refused.MessageText : cause.Message;
                if (announced != reason)
                {
                    announced = reason;
                    NotMigrated(reason, fault);
                }

                await WaitAsync(s_retryRefused, stoppingToken);
            }
        }
    }

    private async Task WaitAsync(TimeSpan time, CancellationToken ct) =>
        await Task.Delay(time, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>A connection outside the pool, so that emptying the pool leaves it alone.</summary>
    private async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        var settings = new NpgsqlConnectionStringBuilder(source.ConnectionString) { Pooling = false, KeepAlive = 5 };
        await using var pooled = source.CreateConnection();
        var connection = pooled.CloneWith(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            return (NpgsqlConnection)connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    [LoggerMessage(102, LogLevel.Error, "The database could not be made ready: {Reason}; this process is not ready, and tries again")]
    private partial void NotMigrated(string reason, Exception fault);

    [LoggerMessage(100, LogLevel.Information, "PostgreSQL is up and the schema is current")]
    private partial void Up();

    [LoggerMessage(101, LogLevel.Warning, AwayMessage)]
    private partial void Away(Exception fault);
}
