using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Application.Hr.Payroll;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Payroll;

/// <summary>French pay from a company's rows in PostgreSQL, with the rates that the schema brings.</summary>
[Collection(HrApp.Collection)]
public sealed class FrenchPayrollRunTests(HrApp hr)
{
    [Fact]
    public async Task PaysTheWorkedExampleOfATechnician()
    {
        var (company, employee) = await TechnicianAsync();

        var outcome = await RunAsync(company, employee, """{"hours": 96}""");

        outcome.Error.ShouldBeNull();
        var row = await Rows(employee).SingleAsync();
        row.ShouldBe(("draft", 2304.00m, 556.12m, 1747.88m, 63.50m, 1684.38m, "EUR_CENT", 96 * 60));
        (
            await hr.App.Database.ScalarAsync<decimal>(
                $"""
                SELECT sum(amount_er) FROM hr.payroll_result_lines l JOIN hr.payroll_results r ON r.id = l.result_id
                WHERE r.employee_id = '{employee}' AND item_code NOT IN ('C250', 'C310', 'C330', 'R400')
                """
            )
        ).ShouldBe(1391.75m);
        (
            await hr.App.Database.ScalarAsync<decimal>(
                $"SELECT (ytd -> 'year' ->> 'fr_rights_hours')::numeric FROM hr.payroll_results WHERE employee_id = '{employee}'"
            )
        ).ShouldBe(96m);
    }

    [Fact]
    public async Task TakesTheCompanysOwnRate_WhereThereIsOne()
    {
        var (company, employee) = await TechnicianAsync();
        await hr.App.Database.ExecuteAsync(
            $"""
            INSERT INTO hr.rate_rows (scope_country, company_id, rate_code, value, unit, valid_from, source, source_year, confidence)
            VALUES ('FR', '{company}', 'FR_ACCIDENT_ER', 0.0275, 'fraction', '2026-01-01', 'notice of the fund', 2026, 'sourced'),
                ('FR', '{company}', 'FR_RGDU_LEAVE_FUND', 0.9, 'fraction', '2026-01-01', 'the fund pays the leave', 2026, 'sourced')
            """
        );

        (await RunAsync(company, employee, """{"hours": 96}""")).Error.ShouldBeNull();

        (await AmountAsync(employee, "C250")).ShouldBe(63.36m);
        (await AmountAsync(employee, "R400")).ShouldBe(-148.74m);
    }

    [Fact]
    public async Task KeepsOneResult_WhenTheSameIsRunAgain()
    {
        var (company, employee) = await TechnicianAsync();

        var first = await RunAsync(company, employee, """{"hours": 96}""");
        var second = await RunAsync(company, employee, """{"hours": "96.00"}""");

        second.Payroll!.Id.ShouldBe(first.Payroll!.Id);
        (await Rows(employee).CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task NamesTheRateThatIsMissing()
    {
        var (company, employee) = await TechnicianAsync(("cluster_code", "FR-1285"));

        var outcome = await RunAsync(company, employee, """{"hours": 96}""");

        outcome.Error!.Message.ShouldContain("RATE_MISSING: FR_PENSION_T1_EE.TECHNICIAN");
        (await Rows(employee).CountAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"hours": 96, "cachet": 3}""", "variables.cachet")]
    [InlineData("""{"hours": 96, "engagement_days": 1.5}""", "variables.engagement_days")]
    public async Task NamesTheVariableAtFault(string variables, string field)
    {
        var (company, employee) = await TechnicianAsync();

        (await RunAsync(company, employee, variables)).Error!.Field.ShouldBe(field);
    }

    private async Task<(Guid Company, Guid Employee)> TechnicianAsync(params (string Name, object? Value)[] changes)
    {
        var company = await hr.App.EnsureCompanyAsync(("country", "France"), ("fr_headcount_band", "<11"));
        var employee = await hr.App.CreateEmployeeAsync(
            company,
            [
                ("cluster_code", "FR-3090"),
                ("artist_technician_annex", "8"),
                ("professional_status", "non_cadre"),
                ("pas_rate_kind", "personal"),
                ("pas_rate", 0.035m),
                .. changes,
            ]
        );
        await hr.App.CreateContractAsync(
            company,
            employee,
            ("contract_type", "FR_CDDU"),
            ("remuneration_type", "hourly"),
            ("hourly_rate", "24.00"),
            ("base_salary", null),
            ("currency", "EUR"),
            ("start_date", "2026-06-01"),
            ("end_date", "2026-06-30")
        );
        return (company, employee);
    }

    private async Task<PayrollOutcome> RunAsync(Guid company, Guid employee, string variables)
    {
        using var given = JsonDocument.Parse(variables);
        await using var scope = hr.App.Services.CreateAsyncScope();
        var runs = scope.ServiceProvider.GetRequiredService<IPayrollRuns>();
        return await runs.RunAsync(
                new PayrollOrder(company, [employee], 2026, 6) { Variables = given.RootElement, UserId = "anna" },
                default
            )
            .SingleAsync();
    }

    private Task<decimal> AmountAsync(Guid employee, string item) =>
        hr.App.Database.ScalarAsync<decimal>(
            $"""
            SELECT amount_er FROM hr.payroll_result_lines l JOIN hr.payroll_results r ON r.id = l.result_id
            WHERE r.employee_id = '{employee}' AND item_code = '{item}'
            """
        );

    private async IAsyncEnumerable<(string, decimal, decimal, decimal, decimal, decimal, string, int)> Rows(Guid employee)
    {
        await using var connection = await hr.App.Database.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT status, gross, total_ee, net_before_tax, tax, net_payable, rounding_mode, worked_minutes
            FROM hr.payroll_results WHERE employee_id = '{employee}'
            """;
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            yield return (
                row.GetString(0),
                row.GetDecimal(1),
                row.GetDecimal(2),
                row.GetDecimal(3),
                row.GetDecimal(4),
                row.GetDecimal(5),
                row.GetString(6),
                row.GetInt32(7)
            );
        }
    }
}
