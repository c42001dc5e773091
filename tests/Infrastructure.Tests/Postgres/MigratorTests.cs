using Microsoft.EntityFrameworkCore;
using Pinnokio.Infrastructure.Postgres;

namespace Pinnokio.Infrastructure.Tests.Postgres;

public sealed class MigratorTests
{
    // Everything that a second run could change: definitions of tables, rules and functions, and the rows themselves.
    private const string Fingerprint = """
        SELECT md5(string_agg(line, E'\n' ORDER BY line)) FROM (
            SELECT attrelid::regclass || attname || format_type(atttypid, atttypmod) || attnotnull AS line
            FROM pg_attribute JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname IN ('core', 'hr') AND relname <> 'ef_migrations'
            UNION ALL SELECT conrelid::regclass || conname || pg_get_constraintdef(oid) FROM pg_constraint
            UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname IN ('core', 'hr') AND tablename <> 'ef_migrations'
            UNION ALL SELECT tgrelid::regclass || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL SELECT c::text FROM hr.clusters c
            UNION ALL SELECT c::text FROM hr.country_clusters c
            UNION ALL SELECT c::text FROM hr.ref_contract_types c
            UNION ALL SELECT e::text FROM hr.employees e
            UNION ALL SELECT c::text FROM hr.contracts c
            UNION ALL SELECT p::text FROM hr.payroll_results p
            UNION ALL SELECT c::text FROM core.companies c
        ) lines
        """;

    public static TheoryData<bool> Databases { get; } = new(false, true);

    [Theory, MemberData(nameof(Databases))]
    public async Task TakesTurns_WhenReplicasStartTogether(bool deployed)
    {
        await using var database = await StartAsync(deployed);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(database.MigrateAsync)));

        await using var context = database.CreateDbContext();
        var applied = await context.Database.GetAppliedMigrationsAsync();
        applied.ShouldBe(context.Database.GetMigrations());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task ChangesNothing_WhenItsHistoryIsLostAndItRunsAgain(bool deployed)
    {
        await using var database = await StartAsync(deployed);
        await database.MigrateAsync();
        var before = await database.ScalarAsync<string>(Fingerprint);
        await database.ExecuteAsync("DROP TABLE core.ef_migrations");

        await database.MigrateAsync();

        (await database.ScalarAsync<string>(Fingerprint)).ShouldBe(before);
    }

    [Fact]
    public async Task KeepsWhatAnOperatorChanged_WhenItRunsAgain()
    {
        await using var database = await HrDatabase.MigratedAsync();
        await database.ExecuteAsync(
            """
            UPDATE hr.clusters SET labels = '{"fr": "Genève-Ville"}', is_active = false WHERE code = 'CH-GE';
            UPDATE hr.ref_contract_types SET label_fr = 'Durable', active = false WHERE code = 'CDI';
            DROP TABLE core.ef_migrations;
            """
        );

        await database.MigrateAsync();

        var kept = await database.ScalarAsync<bool>(
            """
            SELECT (SELECT labels = '{"fr": "Genève-Ville"}' AND NOT is_active FROM hr.clusters WHERE code = 'CH-GE')
                AND (SELECT label_fr = 'Durable' AND NOT active FROM hr.ref_contract_types WHERE code = 'CDI')
            """
        );
        kept.ShouldBeTrue();
    }

    [Fact]
    public async Task LeavesNoScaffolding()
    {
        await using var database = await HrDatabase.MigratedAsync();

        (await database.ScalarAsync<bool>("SELECT to_regnamespace('incoming') IS NULL")).ShouldBeTrue();
    }

    [Fact]
    public async Task FindsItsExtensions_WhenTheyLiveInASchemaOfTheirOwn()
    {
        await using var database = await HrDatabase.EmptyAsync();
        await database.ExecuteAsync(
            "CREATE SCHEMA extensions; CREATE EXTENSION pg_trgm SCHEMA extensions; CREATE EXTENSION btree_gist SCHEMA extensions"
        );

        await database.MigrateAsync();

        (await database.ScalarAsync<bool>("SELECT to_regclass('hr.employees_name_trgm_idx') IS NOT NULL")).ShouldBeTrue();
    }

    private static Task<HrDatabase> StartAsync(bool deployed) => deployed ? HrDatabase.DeployedAsync() : HrDatabase.EmptyAsync();
}
