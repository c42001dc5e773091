using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Contracts;

[Collection(HrApp.Collection)]
public sealed class ListContractsTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task ListsTheNewestStartFirst_WithoutDeletedOnes()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        foreach (var year in new[] { 2023, 2025, 2024 })
        {
            await _app.CreateContractAsync(company, employee, ("start_date", $"{year}-01-01"), ("end_date", $"{year}-12-31"));
        }

        var deleted = await _app.CreateContractAsync(company, employee, ("start_date", "2026-01-01"));
        await _app.OnCompanyAsync("HR.update_contract", company, ("contract_id", deleted), ("is_active", false));
        (await StartsAsync(company, employee)).ShouldBe(["2025-01-01", "2024-01-01", "2023-01-01"]);
    }

    [Fact]
    public async Task IsEmpty_WhenTheEmployeeIsAnotherCompanys()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        await _app.CreateContractAsync(company, employee);
        (await StartsAsync(await _app.EnsureCompanyAsync(), employee)).ShouldBeEmpty();
    }

    private async Task<string?[]> StartsAsync(Guid company, Guid employee) =>
        [
            .. (await _app.OnCompanyAsync("HR.list_contracts", company, ("employee_id", employee)))
                .Data.GetProperty("contracts")
                .EnumerateArray()
                .Select(contract => contract.GetProperty("start_date").GetString()),
        ];
}
