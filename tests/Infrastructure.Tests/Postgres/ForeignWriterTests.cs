using static Pinnokio.Infrastructure.Tests.Postgres.BothDatabases;

namespace Pinnokio.Infrastructure.Tests.Postgres;

/// <summary>The jobber and the operators write the same tables, knowing the deployed columns alone.</summary>
public sealed class ForeignWriterTests(BothDatabases databases) : IClassFixture<BothDatabases>
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task FillsCompanyAndPeriod_WhenAWriterLeavesThemOut(bool deployed)
    {
        var written = await databases[deployed]
            .RowsAsync(
                $"""
                INSERT INTO hr.payroll_results (employee_id, contract_id, period_year, period_month) VALUES ('{Employee}', '{Contract}', 2024, 2)
                RETURNING company_id::text || ' ' || period_start || ' ' || period_end || ' ' || sequence || ' ' || status
                """,
                row => row.GetString(0)
            );

        written.ShouldBe([$"{Company} 2024-02-01 2024-02-29 0 draft"]);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task FillsTheContractsCompany_WhenAWriterLeavesItOut(bool deployed)
    {
        var written = await databases[deployed]
            .RowsAsync(
                $"""
                INSERT INTO hr.contracts (employee_id, contract_type, start_date, base_salary) VALUES ('{Employee}', 'CDI', '2021-01-01', 1)
                RETURNING company_id::text || ' ' || concurrency_group || ' ' || work_rate::numeric(3,1) || ' ' || currency
                """,
                row => row.GetString(0)
            );

        written.ShouldBe([$"{Company} main 1.0 CHF"]);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task RaisesTheVersion_WhenAWriterLeavesItUnchanged(bool deployed)
    {
        const string read = $"SELECT row_version FROM hr.employees WHERE id = '{Employee}'";
        var before = await databases[deployed].ScalarAsync<long>(read);

        await databases[deployed].ExecuteAsync($"UPDATE hr.employees SET city = 'Genève' WHERE id = '{Employee}'");

        (await databases[deployed].ScalarAsync<long>(read)).ShouldBe(before + 1);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task StampsTheTime_WhenAWriterLeavesItUnchanged(bool deployed)
    {
        const string updatedAt = $"SELECT updated_at > created_at FROM core.companies WHERE id = '{Company}'";

        await databases[deployed].ExecuteAsync($"UPDATE core.companies SET trade_name = 'x' WHERE id = '{Company}'");

        (await databases[deployed].ScalarAsync<bool>(updatedAt)).ShouldBeTrue();
    }

    [Fact]
    public async Task StillWritesColumnsThatOnlyItKnows()
    {
        await databases[true]
            .ExecuteAsync(
                $"INSERT INTO hr.payroll_results (employee_id, period_year, period_month, net_salary) VALUES ('{Employee}', 2024, 3, 4321.5)"
            );

        (await databases[true].ScalarAsync<decimal>("SELECT net_salary FROM hr.payroll_results WHERE period_month = 3")).ShouldBe(4321.5m);
    }
}
