using Npgsql;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Faults;

/// <summary>A lock that a test holds in PostgreSQL to stop a call at a point of its choice.</summary>
internal sealed class Blockade : IAsyncDisposable
{
    private const long CommitGate = 7_351;
    private readonly NpgsqlConnection _connection;

    private Blockade(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Nobody reads or writes the table meanwhile.</summary>
    public static Task<Blockade> OfTableAsync(TestDatabase database, string table) =>
        TakeAsync(database, $"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE");

    /// <summary>Transactions that add an employee have done all their work, and stop inside their commit.</summary>
    public static async Task<Blockade> OfCommitsAsync(TestDatabase database)
    {
        await database.ExecuteAsync(
            $"""
            CREATE FUNCTION public.wait_in_commit() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN PERFORM pg_advisory_xact_lock({CommitGate}); RETURN NULL; END';
            CREATE CONSTRAINT TRIGGER wait_in_commit AFTER INSERT ON hr.employees
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.wait_in_commit();
            """
        );
        return await TakeAsync(database, $"BEGIN; SELECT pg_advisory_xact_lock({CommitGate})");
    }

    /// <summary>How many of the product's sessions wait for a lock now.</summary>
    public static Task<long> WaitingAsync(TestDatabase database) =>
        database.ScalarAsync<long>(
            $"""
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = '{database.Name}' AND application_name = 'pinnokio' AND wait_event_type = 'Lock'
            """
        );

    /// <summary>As an operator or a stopping server does to a session.</summary>
    public static Task EndWaitingAsync(TestDatabase database) =>
        database.ExecuteAsync(
            $"""
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = '{database.Name}' AND application_name = 'pinnokio' AND wait_event_type = 'Lock'
            """
        );

    public static Task UntilWaitingAsync(TestDatabase database, long sessions = 1) =>
        Eventually.HoldsAsync(async () => await WaitingAsync(database) >= sessions, TimeSpan.FromSeconds(30));

    public static Task UntilNobodyWaitsAsync(TestDatabase database) =>
        Eventually.HoldsAsync(async () => await WaitingAsync(database) == 0, TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();

    private static async Task<Blockade> TakeAsync(TestDatabase database, string sql)
    {
        var connection = await database.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
        return new Blockade(connection);
    }
}
