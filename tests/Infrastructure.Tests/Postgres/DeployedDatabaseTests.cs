using Microsoft.EntityFrameworkCore;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Infrastructure.Tests.Postgres;

public sealed class DeployedDatabaseTests : IAsyncLifetime
{
    private const string Nobody = "00000000-0000-0000-0000-000000000000";

    // The deployed columns, written so that a lossless change of type shows no difference; null reads as nothing to compare.
    private static readonly Dictionary<string, string> DeployedRows = new()
    {
        ["core.accounts"] = "id, firebase_uid, display_name, email",
        ["core.companies"] =
            "id, account_id, firebase_mandate_path, firebase_mandate_id, firebase_parent_id, name, country, country_code, region, region_code",
        ["hr.clusters"] = "code, display_order, is_active",
        ["hr.country_clusters"] = "country_code, cluster_code",
        ["hr.employees"] =
            "id, company_id, identifier, first_name, last_name, birth_date, cluster_code, hire_date::date, is_active, created_at::timestamp, updated_at::timestamp",
        ["hr.contracts"] =
            "id, employee_id, contract_type, start_date, end_date, trim_scale(base_salary), currency, trim_scale(work_rate::numeric), trim_scale(weekly_hours::numeric), provisions::jsonb, is_active",
        ["hr.payroll_results"] = "id, employee_id, contract_id, period_year, period_month, net_salary",
    };

    private HrDatabase _database = null!;

    public async Task InitializeAsync() => _database = await HrDatabase.DeployedAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task KeepsEveryRowAndEveryKnownValue()
    {
        foreach (var (table, columns) in DeployedRows)
        {
            await _database.ExecuteAsync(
                $"CREATE TABLE public.before_{table.Replace('.', '_')} AS SELECT to_jsonb(r) AS row FROM (SELECT {columns} FROM {table}) r"
            );
        }

        await _database.MigrateAsync();

        foreach (var (table, columns) in DeployedRows)
        {
            var lost = await _database.RowsAsync(
                $"""
                SELECT b.row::text FROM public.before_{table.Replace('.', '_')} b
                WHERE NOT EXISTS (SELECT FROM (SELECT {columns} FROM {table}) r WHERE to_jsonb(r) @> jsonb_strip_nulls(b.row))
                """,
                row => row.GetString(0)
            );
            lost.ShouldBeEmpty(table);
        }
    }

    [Fact]
    public async Task EndsWithTheColumnsOfAnEmptyDatabase()
    {
        const string columns = """
            SELECT table_schema || '.' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
            FROM information_schema.columns WHERE table_schema IN ('core', 'hr')
            """;
        await using var fresh = await HrDatabase.MigratedAsync();
        await _database.MigrateAsync();

        var missing = (await fresh.RowsAsync(columns, row => row.GetString(0))).Except(
            await _database.RowsAsync(columns, row => row.GetString(0))
        );

        missing.ShouldBe(["hr.contracts.currency character NO"], "its values do not fit into three letters");
    }

    [Fact]
    public async Task EndsWithTheRulesOfAnEmptyDatabase()
    {
        const string rules = """
            SELECT conrelid::regclass::text || ' ' || conname FROM pg_constraint c
            JOIN pg_namespace n ON n.oid = c.connamespace AND n.nspname IN ('core', 'hr') WHERE contype <> 'n'
            UNION ALL SELECT tgrelid::regclass::text || ' ' || tgname FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL SELECT tablename || ' ' || indexname FROM pg_indexes WHERE schemaname IN ('core', 'hr')
            """;
        await using var fresh = await HrDatabase.MigratedAsync();
        await _database.MigrateAsync();

        var expected = await fresh.RowsAsync(rules, row => row.GetString(0));
        var present = await _database.RowsAsync(rules, row => row.GetString(0));

        expected.Count.ShouldBeGreaterThan(80);
        expected.Except(present).ShouldBeEmpty();
    }

    [Fact]
    public async Task ReadsEveryDeployedRowThroughTheModel()
    {
        await _database.MigrateAsync();

        await using var context = _database.CreateDbContext();
        (await context.Accounts.ToListAsync()).Count.ShouldBe(2);
        (await context.Companies.ToListAsync()).Count.ShouldBe(4);
        (await context.Clusters.ToListAsync()).Count.ShouldBe(34);
        (await context.Employees.ToListAsync()).Count.ShouldBe(5);
        (await context.Contracts.ToListAsync()).Count.ShouldBe(6);
        (await context.PayrollResults.Include(result => result.Lines).ToListAsync()).Count.ShouldBe(4);
    }

    [Fact]
    public async Task ConvertsLooserTypes_WhenNoValueChanges()
    {
        await _database.MigrateAsync();

        await using var context = _database.CreateDbContext();
        var employee = await context.Employees.SingleAsync(e => e.Id == new Guid("eeeeeeee-0000-0000-0000-000000000001"));
        var contract = await context.Contracts.SingleAsync(c => c.Id == new Guid("dddddddd-0000-0000-0000-000000000002"));
        employee.CreatedAt.ShouldBe(new DateTimeOffset(2020, 1, 1, 8, 30, 0, TimeSpan.Zero));
        employee.HireDate.ShouldBe(new DateOnly(2020, 1, 1));
        contract.WorkRate.ShouldBe(0.8m);
        contract.WeeklyHours.ShouldBe(40.1m);
        contract.BaseSalary.ShouldBe(6500.5m);
    }

    [Fact]
    public async Task StopsAndNamesTheColumn_WhenATypeCannotBeConverted()
    {
        await _database.ExecuteAsync("CREATE VIEW hr.seniority AS SELECT id, created_at FROM hr.employees");

        var refusal = await Should.ThrowAsync<Npgsql.PostgresException>(_database.MigrateAsync);

        refusal.MessageText.ShouldContain("hr.employees.created_at is timestamp without time zone");
        (await _database.ScalarAsync<bool>("SELECT to_regclass('hr.ref_contract_types') IS NOT NULL")).ShouldBeTrue("earlier steps stay");
        await _database.ExecuteAsync("DROP VIEW hr.seniority");
        await _database.MigrateAsync();
        (await _database.ScalarAsync<bool>("SELECT to_regclass('hr.payroll_result_lines') IS NOT NULL")).ShouldBeTrue();
    }

    [Fact]
    public async Task MarksRowsThatBreakARule()
    {
        await _database.MigrateAsync();

        var marks = await _database.RowsAsync(
            "SELECT unnest(legacy_marks) FROM hr.employees WHERE id = 'eeeeeeee-0000-0000-0000-000000000003' ORDER BY 1",
            row => row.GetString(0)
        );

        marks.ShouldBe([
            "birth_date_was_null",
            "cluster_code_was_null",
            "employees_first_name_length",
            "employees_identifier_length",
            "hire_date_was_null",
            "is_active_was_null",
            "last_name_was_null",
        ]);
    }

    [Fact]
    public async Task HasNoMarks_WhenNoRowBreaksARule()
    {
        await _database.ExecuteAsync("TRUNCATE core.accounts, hr.clusters CASCADE");

        await _database.MigrateAsync();

        var marked = "SELECT count(*) FROM information_schema.columns WHERE column_name = 'legacy_marks'";
        (await _database.ScalarAsync<long>(marked)).ShouldBe(0);
        (await _database.ScalarAsync<long>("SELECT count(*) FROM pg_constraint WHERE NOT convalidated")).ShouldBe(0);
        (await _database.ScalarAsync<long>($"SELECT count(*) FROM core.companies WHERE id = '{Nobody}'")).ShouldBe(0);
    }

    [Fact]
    public async Task KeepsTheLatestOfOverlappingContractsAsTheMainOne()
    {
        await _database.MigrateAsync();

        var groups = await _database.RowsAsync(
            """
            SELECT right(id::text, 1) || ' ' || left(concurrency_group, 7) FROM hr.contracts
            WHERE employee_id = 'eeeeeeee-0000-0000-0000-000000000001' ORDER BY start_date
            """,
            row => row.GetString(0)
        );

        groups.ShouldBe(["1 legacy:", "3 main", "2 main"]);
    }

    [Fact]
    public async Task GivesContractsAndResultsTheCompanyOfTheirEmployee()
    {
        await _database.MigrateAsync();

        const string strays = """
            SELECT count(*) FROM hr.employees e
            JOIN (SELECT employee_id, company_id FROM hr.contracts UNION ALL SELECT employee_id, company_id FROM hr.payroll_results) r
                ON r.employee_id = e.id
            WHERE r.company_id <> e.company_id
            """;
        (await _database.ScalarAsync<long>(strays)).ShouldBe(0);
    }

    [Fact]
    public async Task NumbersResultsOfOneMonthAsCorrections()
    {
        await _database.MigrateAsync();

        var sequences = await _database.RowsAsync(
            "SELECT sequence FROM hr.payroll_results WHERE period_year = 2022 ORDER BY id",
            row => row.GetInt16(0)
        );

        sequences.ShouldBe(new short[] { 0, 1 });
    }

    [Fact]
    public async Task LeavesAMarkedRowOpenToOtherChanges()
    {
        await _database.MigrateAsync();
        await using var context = _database.CreateDbContext();
        var employee = await context.Employees.SingleAsync(e => e.Id == new Guid("eeeeeeee-0000-0000-0000-000000000003"));
        var contract = await context.Contracts.SingleAsync(c => c.Id == new Guid("dddddddd-0000-0000-0000-000000000004"));

        employee.Restore();
        contract.State = ContractState.Ended;
        await context.SaveChangesAsync();

        (await _database.ScalarAsync<bool>($"SELECT is_active FROM hr.employees WHERE id = '{employee.Id}'")).ShouldBeTrue();
    }

    [Fact]
    public async Task GivesAnIdentifierBackToTheLiving_WhenADeployedRuleHeldItForEver()
    {
        await _database.ExecuteAsync(
            "DELETE FROM hr.payroll_results; DELETE FROM hr.employees WHERE identifier = 'E-1' AND first_name = 'Other'"
        );
        await _database.ExecuteAsync("ALTER TABLE hr.employees ADD CONSTRAINT forever UNIQUE (company_id, identifier)");
        await _database.MigrateAsync();

        await _database.ExecuteAsync("UPDATE hr.employees SET is_active = false WHERE identifier = 'E-1'");
        var again = await _database.RefusalAsync(
            """
            INSERT INTO hr.employees (company_id, identifier, first_name, last_name, birth_date, cluster_code, hire_date)
            VALUES ('cccccccc-0000-0000-0000-000000000001', 'E-1', 'New', 'One', '1990-01-01', 'CH-GE', '2026-01-01')
            """
        );

        again.ShouldBeNull();
    }
}
