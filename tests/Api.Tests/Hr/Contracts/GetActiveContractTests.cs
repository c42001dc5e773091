using System.Text.Json;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Contracts;

[Collection(HrApp.Collection)]
public sealed class GetActiveContractTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Theory]
    [InlineData("2024-12-31", null)]
    [InlineData("2025-01-01", "first")]
    [InlineData("2025-06-30", "first")]
    [InlineData("2025-07-01", null)]
    [InlineData("2025-08-01", "second")]
    [InlineData("2099-01-01", "second")]
    public async Task IsTheOneInForceOnTheDay(string day, string? expected)
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        await _app.CreateContractAsync(company, employee, ("end_date", "2025-06-30"), ("reference", "first"));
        await _app.CreateContractAsync(company, employee, ("start_date", "2025-08-01"), ("reference", "second"));
        await _app.CreateContractAsync(company, employee, ("concurrency_group", "side:1"), ("start_date", "2020-01-01"));
        (await ReferenceAsync(company, employee, ("on_date", day))).ShouldBe(expected);
    }

    [Fact]
    public async Task MeansToday_UnlessADayIsStated()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        await _app.CreateContractAsync(company, employee, ("start_date", today.AddDays(-1)), ("reference", "now"));
        (await ReferenceAsync(company, employee)).ShouldBe("now");
    }

    [Theory]
    [InlineData("draft", false)]
    [InlineData("cancelled", false)]
    [InlineData("active", true)]
    public async Task LeavesOutWhatIsNotInForce(string state, bool found)
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        await _app.CreateContractAsync(company, employee, ("state", state), ("reference", "it"));
        (await ReferenceAsync(company, employee, ("on_date", "2025-06-01")) is not null).ShouldBe(found);
    }

    [Fact]
    public async Task RefusesADay_OutsideOfBusiness()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        var reply = await _app.OnCompanyAsync("HR.get_active_contract", company, ("employee_id", employee), ("on_date", "1899-12-31"));
        reply.ShouldBeRefused("INVALID_ARGS", "on_date");
    }

    private async Task<string?> ReferenceAsync(Guid company, Guid employee, params (string Name, object? Value)[] more)
    {
        var reply = await _app.OnCompanyAsync("HR.get_active_contract", company, null, [("employee_id", employee), .. more]);
        var contract = reply.Data.GetProperty("contract");
        return contract.ValueKind == JsonValueKind.Null ? null : contract.GetProperty("reference").GetString();
    }
}
