using Pinnokio.Domain.Hr.Payroll;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.References;

[Collection(HrApp.Collection)]
public sealed class GetPayrollStatusTests(HrApp hr)
{
    [Fact]
    public async Task SaysWhatMayFollow()
    {
        var rows = await hr.App.RowsAsync("HR.get_payroll_status", new { lang = "en" });
        rows.Row("draft").Text("label").ShouldBe("Draft");
        rows.Row("draft").GetProperty("next").EnumerateArray().Select(code => code.GetString()).ShouldContain("cancelled");
        rows.Row("paid").GetProperty("next").GetArrayLength().ShouldBe(0);
        rows.SelectMany(row => row.GetProperty("next").EnumerateArray())
            .Select(next => next.GetString()!)
            .Except(rows.Codes())
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task AgreesWithTheWorkflow()
    {
        var rows = await hr.App.RowsAsync("HR.get_payroll_status");
        foreach (var from in PayrollStatus.All)
        {
            var next = rows.Row(from).GetProperty("next").EnumerateArray().Select(code => code.GetString()!);
            next.Intersect(PayrollStatus.All).ShouldBe(PayrollStatus.All.Where(to => PayrollStatus.Allows(from, to)));
        }
    }

    [Theory]
    [InlineData("lang", "es")]
    [InlineData("company_id", "00000000-0000-0000-0000-000000000000")]
    [InlineData("firebase_user_id", "a:b")]
    public async Task RefusesByName_WhenAnArgumentCannotBe(string field, string value) =>
        (await hr.App.RpcAsync("HR.get_payroll_status", new Dictionary<string, object?> { [field] = value })).ShouldBeRefused(
            "INVALID_ARGS",
            field
        );
}
