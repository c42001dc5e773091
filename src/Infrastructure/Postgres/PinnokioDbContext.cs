using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Hr;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Infrastructure.Postgres;

/// <summary>The one context; pooled, so whoever takes it from the pool says in <see cref="Caller"/> for whom, and it forgets that on its way back.</summary>
internal sealed class PinnokioDbContext(DbContextOptions<PinnokioDbContext> options) : DbContext(options)
{
    public const string MigrationsTable = "ef_migrations";
    public const string MigrationsSchema = "core";

    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<Company> Companies => Set<Company>();
    public DbSet<CompanyMember> CompanyMembers => Set<CompanyMember>();
    public DbSet<Cluster> Clusters => Set<Cluster>();
    public DbSet<CountryCluster> CountryClusters => Set<CountryCluster>();
    public DbSet<ContractType> ContractTypes => Set<ContractType>();
    public DbSet<RemunerationType> RemunerationTypes => Set<RemunerationType>();
    public DbSet<Employee> Employees => Set<Employee>();
    public DbSet<Contract> Contracts => Set<Contract>();
    public DbSet<PayrollResult> PayrollResults => Set<PayrollResult>();
    public DbSet<Job> Jobs => Set<Job>();

    /// <summary>Whose writes these are; nobody's in migrations and demo data.</summary>
    public ICurrentCaller? Caller { get; set; }

    /// <summary>What a unit of work does before a statement of its handler; a query outside of one has none.</summary>
    public Func<CancellationToken, Task>? BeforeStatement { get; set; }

    /// <summary>The options that every user of the context needs alike.</summary>
    public static void Configure(DbContextOptionsBuilder builder, NpgsqlDataSource dataSource, AuditInterceptor audit) =>
        builder
            .UseNpgsql(dataSource, postgres => postgres.MigrationsHistoryTable(MigrationsTable, MigrationsSchema))
            .AddInterceptors(audit, StatementInterceptor.Instance)
            // There is no snapshot to compare with: a test proves that model and migrated schema agree.
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));

    // Back to the pool: whoever takes it next, the migrator included, is not the caller that had it.
    public override void Dispose()
    {
        (Caller, BeforeStatement) = (null, null);
        base.Dispose();
    }

    public override ValueTask DisposeAsync()
    {
        (Caller, BeforeStatement) = (null, null);
        return base.DisposeAsync();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<decimal>().HaveColumnType(ColumnTypes.Money);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PinnokioDbContext).Assembly);
        ColumnNames.Apply(modelBuilder.Model);
    }

    [SuppressMessage("Performance", "CA1812", Justification = "EF creates it.")]
    private sealed class UtcConverter()
        : ValueConverter<DateTimeOffset, DateTimeOffset>(given => given.ToUniversalTime(), stored => stored);
}
