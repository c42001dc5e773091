using Pinnokio.Api.Tests.Hr.Payroll;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Jobs;

/// <summary>What is refused before a job is written.</summary>
[Collection(HrApp.Collection)]
public sealed class SubmitPayrollCalculateTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task RefusesAnEmployee_WhomTheCompanyDoesNotHave()
    {
        var company = await _app.EnsureCompanyAsync();
        var (_, foreigner) = await _app.EnsurePaidStaffAsync();
        foreach (var employee in new[] { foreigner, Guid.NewGuid() })
        {
            await RefusedAsync(company, employee, "NOT_FOUND", "employee_id", "employee_not_found");
        }
    }

    [Theory]
    [InlineData(2024, 12)]
    [InlineData(2025, 7)]
    public async Task RefusesAMonth_InWhichThereIsNoContract(int year, int month)
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        await _app.CreateContractAsync(company, employee, ("start_date", "2025-01-31"), ("end_date", "2025-06-01"));
        await RefusedAsync(company, employee, "CONFLICT", "employee_id", "no_contract_in_period", ("year", year), ("month", month));
        (await _app.CalculateAsync(company, employee, more: [("month", 1)])).Ok.ShouldBeTrue();
        (await _app.CalculateAsync(company, employee, more: [("month", 6)])).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task RefusesAMonth_WhoseContractIsADraft()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        await _app.CreateContractAsync(company, employee, ("state", "draft"));
        await RefusedAsync(company, employee, "CONFLICT", "employee_id", "no_contract_in_period");
    }

    [Fact]
    public async Task RefusesAMonthThatIsPaid_UnlessForced()
    {
        var (company, employee) = await _app.EnsurePaidStaffAsync();
        var payroll = await _app.AddPayrollAsync(employee, 2025, 1);
        await _app.Database.ExecuteAsync($"UPDATE hr.payroll_results SET status = 'paid' WHERE id = '{payroll}'");
        await RefusedAsync(company, employee, "CONFLICT", "month", "payroll_already_paid");
        (await _app.CalculateAsync(company, employee, more: [("force_recalculate", true)])).Ok.ShouldBeTrue();
        (await _app.CalculateAsync(company, employee, more: [("month", 2)])).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task RefusesTheMandateOfAnotherCompany()
    {
        var (company, employee) = await _app.EnsurePaidStaffAsync();
        var path = $"comptes/c/mandats/{Guid.NewGuid():N}";
        await _app.EnsureCompanyAsync(("mandate_path", path));
        await RefusedAsync(company, employee, "INVALID_ARGS", "mandate_path", null, ("mandate_path", path));
    }

    [Theory]
    [InlineData("month", 13)]
    [InlineData("year", 1999)]
    [InlineData("user_id", "a b")]
    [InlineData("session_id", "a b")]
    [InlineData("mandate_path", "..")]
    [InlineData("variables", "none")]
    public async Task RefusesByName_WhenAnArgumentCannotBe(string field, object value)
    {
        var (company, employee) = await _app.EnsurePaidStaffAsync();
        await RefusedAsync(company, employee, "INVALID_ARGS", field, null, (field, value));
    }

    private async Task RefusedAsync(
        Guid company,
        Guid employee,
        string code,
        string field,
        string? reason,
        params (string Name, object? Value)[] more
    )
    {
        (await _app.CalculateAsync(company, employee, more: more)).ShouldNotBeApplied(code, field, reason);
        (await _app.CountJobsAsync(company)).ShouldBe(0);
    }
}
