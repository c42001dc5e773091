using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Payroll;

[Collection(HrApp.Collection)]
public sealed class ListPayrollResultsTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task ListsTheNewestPeriodFirst_WithoutLines()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        foreach (var (year, month, sequence) in new[] { (2024, 12, 0), (2025, 2, 0), (2025, 1, 0), (2025, 1, 1) })
        {
            await _app.AddPayrollAsync(employee, year, month, sequence);
        }

        (await PeriodsAsync(company)).ShouldBe(["2025-2.0", "2025-1.1", "2025-1.0", "2024-12.0"]);
        (await PeriodsAsync(company, ("year", 2024))).ShouldBe(["2024-12.0"]);
        (await ListAsync(company)).Text.ShouldNotContain("\"lines\"");
    }

    [Fact]
    public async Task KeepsToEmployeeAndCompany()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        var colleague = await _app.CreateEmployeeAsync(company);
        await _app.AddPayrollAsync(employee, 2025, 1);
        await _app.AddPayrollAsync(colleague, 2025, 2);
        (await PeriodsAsync(company, ("employee_id", colleague))).ShouldBe(["2025-2.0"]);
        (await PeriodsAsync(await _app.EnsureCompanyAsync(), ("employee_id", colleague))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("year", 1999)]
    [InlineData("employee_id", "00000000-0000-0000-0000-000000000000")]
    public async Task RefusesByName_WhenAnArgumentCannotBe(string field, object value) =>
        (await ListAsync(Guid.NewGuid(), (field, value))).ShouldBeRefused("INVALID_ARGS", field);

    private Task<RpcReply> ListAsync(Guid company, params (string Name, object? Value)[] more) =>
        _app.OnCompanyAsync("HR.list_payroll_results", company, more);

    private async Task<string[]> PeriodsAsync(Guid company, params (string Name, object? Value)[] more) =>
        [
            .. (await ListAsync(company, more))
                .Data.GetProperty("payroll_results")
                .EnumerateArray()
                .Select(row => $"{row.GetProperty("period_year")}-{row.GetProperty("period_month")}.{row.GetProperty("sequence")}"),
        ];
}
