using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Pinnokio.Infrastructure.Postgres;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Postgres;

/// <summary>A database of one test class, and the contexts on it.</summary>
internal sealed class HrDatabase : IDbContextFactory<PinnokioDbContext>, IAsyncDisposable
{
    private readonly DbContextOptions<PinnokioDbContext> _options;

    private HrDatabase(TestDatabase database, TimeProvider clock)
    {
        Database = database;
        DataSource = NpgsqlDataSource.Create(database.ConnectionString);
        var builder = new DbContextOptionsBuilder<PinnokioDbContext>();
        PinnokioDbContext.Configure(builder, DataSource, new AuditInterceptor(new RowShapes(), clock));
        _options = builder.Options;
    }

    public TestDatabase Database { get; }
    public NpgsqlDataSource DataSource { get; }

    public static HrDatabase Over(TestDatabase database) => new(database, TimeProvider.System);

    public static async Task<HrDatabase> EmptyAsync() => Over(await TestDatabase.CreateEmptyAsync());

    public static async Task<HrDatabase> MigratedAsync(TimeProvider? clock = null)
    {
        var database = new HrDatabase(await TestDatabase.CreateEmptyAsync(), clock ?? TimeProvider.System);
        await database.MigrateAsync();
        return database;
    }

    /// <summary>As the deployed one stands, before the first migration.</summary>
    public static async Task<HrDatabase> DeployedAsync()
    {
        var database = await EmptyAsync();
        await database.ExecuteAsync(
            await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Postgres", "DeployedDatabase.sql"))
        );
        return database;
    }

    public PinnokioDbContext CreateDbContext() => new(_options);

    public Task MigrateAsync() => new PostgresMigrator(this, DataSource, NullLogger<PostgresMigrator>.Instance).MigrateAsync(default);

    public Task<int> ExecuteAsync(string sql) => Database.ExecuteAsync(sql);

    public Task<T> ScalarAsync<T>(string sql) => Database.ScalarAsync<T>(sql);

    /// <summary>The name of the rule that refuses the statement; null where none does.</summary>
    public async Task<string?> RefusalAsync(string sql)
    {
        try
        {
            await ExecuteAsync(sql);
            return null;
        }
        catch (PostgresException refusal)
        {
            return refusal.ConstraintName ?? refusal.SqlState;
        }
    }

    public async Task<IReadOnlyList<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = DataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await Database.DisposeAsync();
    }
}
