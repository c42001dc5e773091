using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Pinnokio.Infrastructure.Tests.Postgres;

public sealed class ModelAgreementTests : IAsyncLifetime
{
    // Columns of mapped tables that the model leaves out, with the reason.
    private static readonly Dictionary<string, string> Unmapped = [];

    private HrDatabase _database = null!;

    public async Task InitializeAsync() => _database = await HrDatabase.MigratedAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task MapsEveryColumnAsTheMigratedSchemaHasIt()
    {
        var mapped = ModelColumns().ToDictionary(column => column.Name);
        var stored = (await StoredColumnsAsync(mapped.Values.Select(column => column.Table).ToHashSet())).ToDictionary(column =>
            column.Name
        );

        mapped.Count.ShouldBeGreaterThan(150);
        mapped.Keys.Except(stored.Keys).ShouldBeEmpty("mapped, but not in the schema");
        stored.Keys.Except(mapped.Keys).Order().ShouldBe(Unmapped.Keys.Order(), "in the schema, but not mapped");
        mapped.Values.Where(column => stored[column.Name] != column).Select(column => (column, stored[column.Name])).ShouldBeEmpty();
    }

    [Fact]
    public async Task MapsEveryTableOfTheSchema()
    {
        var tables = await _database.RowsAsync(
            "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname IN ('core', 'hr')",
            row => row.GetString(0)
        );

        var mapped = ModelColumns().Select(column => column.Table).Distinct();

        tables
            .Except(mapped)
            .Order()
            .ShouldBe([
                "core.cache_invalidations",
                "core.ef_migrations",
                "core.files",
                "core.idempotency_records",
                "hr.job_callbacks",
                "hr.job_outbox",
            ]);
        mapped.Except(tables).ShouldBeEmpty();
    }

    private IEnumerable<Column> ModelColumns()
    {
        using var context = _database.CreateDbContext();
        // The design-time model knows the relational shape, complex columns and their nullability included.
        var model = context.GetService<IDesignTimeModel>().Model;
        return
        [
            .. model
                .GetRelationalModel()
                .Tables.SelectMany(table =>
                    table.Columns.Select(column => new Column(
                        $"{table.Schema}.{table.Name}",
                        column.Name,
                        column.StoreType,
                        !column.IsNullable,
                        table.PrimaryKey!.Columns.Contains(column)
                    ))
                ),
        ];
    }

    private async Task<IReadOnlyList<Column>> StoredColumnsAsync(HashSet<string> tables)
    {
        var columns = await _database.RowsAsync(
            """
            SELECT n.nspname || '.' || c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY (i.indkey))
            FROM pg_attribute a
            JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'
            JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname IN ('core', 'hr')
            WHERE a.attnum > 0 AND NOT a.attisdropped
            """,
            row => new Column(row.GetString(0), row.GetString(1), row.GetString(2), row.GetBoolean(3), row.GetBoolean(4))
        );
        return [.. columns.Where(column => tables.Contains(column.Table))];
    }

    private sealed record Column(string Table, string ColumnName, string Type, bool IsRequired, bool IsKey)
    {
        public string Name => $"{Table}.{ColumnName}";

        // The server writes the scale with its comma alone, and spells out no default precision.
        public string Type { get; } = Type.Replace(" ", "", StringComparison.Ordinal);
    }
}
