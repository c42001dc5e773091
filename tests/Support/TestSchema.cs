using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Pinnokio.Infrastructure.Postgres;

namespace Pinnokio.Support;

/// <summary>Migrates a test database as the product does at its start.</summary>
internal sealed class TestSchema : IDbContextFactory<PinnokioDbContext>
{
    private readonly DbContextOptions<PinnokioDbContext> _options;

    private TestSchema(NpgsqlDataSource dataSource)
    {
        var builder = new DbContextOptionsBuilder<PinnokioDbContext>();
        PinnokioDbContext.Configure(builder, dataSource, new AuditInterceptor(new RowShapes(), TimeProvider.System));
        _options = builder.Options;
    }

    public static async Task MigrateAsync(string connectionString)
    {
        await using var dataSource = NpgsqlDataSource.Create(connectionString);
        var schema = new TestSchema(dataSource);
        await new PostgresMigrator(schema, dataSource, NullLogger<PostgresMigrator>.Instance).MigrateAsync(CancellationToken.None);
    }

    public PinnokioDbContext CreateDbContext() => new(_options);
}
