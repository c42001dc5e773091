using System.Text.Json;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Payroll;

[Collection(HrApp.Collection)]
public sealed class GetPayrollResultTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task ShowsTheMonthWithItsLines_ToTheCentime()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        var id = await _app.AddPayrollAsync(employee, 2025, 1);
        var payroll = (await GetAsync(company, employee)).Data.GetProperty("payroll");
        payroll.GetProperty("id").GetGuid().ShouldBe(id);
        payroll.GetProperty("gross").GetRawText().ShouldBe("6500.00");
        payroll.GetProperty("net_payable").GetRawText().ShouldBe("5743.65");
        payroll.GetProperty("period_start").GetString().ShouldBe("2025-01-01");
        payroll.GetProperty("ytd").GetProperty("gross").GetRawText().ShouldBe("6500.00");
        var lines = payroll.GetProperty("lines").EnumerateArray().ToList();
        lines.Select(line => line.GetProperty("item_code").GetString()).ShouldBe(["SALARY", "AVS"]);
        lines[1].GetProperty("rate_ee").GetRawText().ShouldBe("0.053000");
        lines[1].GetProperty("amount_ee").GetRawText().ShouldBe("344.50");
        lines[1].GetProperty("labels").GetProperty("fr").GetString().ShouldBe("AVS/AI/APG");
    }

    [Fact]
    public async Task IsTheLatestCorrection()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        await _app.AddPayrollAsync(employee, 2025, 1, sequence: 1, gross: "6600.00");
        await _app.AddPayrollAsync(employee, 2025, 1);
        (await GetAsync(company, employee)).Data.GetProperty("payroll").GetProperty("gross").GetRawText().ShouldBe("6600.00");
    }

    [Fact]
    public async Task IsNull_WhenThereIsNone()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        await _app.AddPayrollAsync(employee, 2025, 2);
        (await GetAsync(company, employee)).Data.GetProperty("payroll").ValueKind.ShouldBe(JsonValueKind.Null);
        var (other, _) = await _app.EnsureStaffAsync();
        (await GetAsync(other, employee, ("month", 2))).Data.GetProperty("payroll").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("year", 1999)]
    [InlineData("year", 2101)]
    [InlineData("month", 0)]
    [InlineData("month", 13)]
    public async Task RefusesByName_WhenThePeriodCannotBe(string field, int value) =>
        (await GetAsync(Guid.NewGuid(), Guid.NewGuid(), (field, value))).ShouldBeRefused("INVALID_ARGS", field);

    private Task<RpcReply> GetAsync(Guid company, Guid employee, params (string Name, object? Value)[] more) =>
        _app.OnCompanyAsync("HR.get_payroll_result", company, null, [("employee_id", employee), ("year", 2025), ("month", 1), .. more]);
}
