using System.Text.Json;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Employees;

[Collection(HrApp.Collection)]
public sealed class GetEmployeeTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task ShowsEveryColumn()
    {
        var (company, id) = await _app.EnsureStaffAsync();
        var employee = (await GetAsync(company, id)).Data.GetProperty("employee");
        employee.GetProperty("id").GetGuid().ShouldBe(id);
        employee.GetProperty("company_id").GetGuid().ShouldBe(company);
        employee.GetProperty("birth_date").GetString().ShouldBe("1990-05-17");
        employee.GetProperty("activity_rate").GetRawText().ShouldBe("100.00");
        employee.TryGetProperty("iban", out _).ShouldBeTrue();
        employee.EnumerateObject().Count().ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task IsNull_WhenTheEmployeeIsAnotherCompanys()
    {
        var (_, id) = await _app.EnsureStaffAsync();
        var reply = await GetAsync(await _app.EnsureCompanyAsync(), id);
        reply.Data.GetProperty("employee").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task RefusesTheEmptyId() => (await GetAsync(Guid.NewGuid(), Guid.Empty)).ShouldBeRefused("INVALID_ARGS", "employee_id");

    private Task<RpcReply> GetAsync(Guid company, Guid id) => _app.OnCompanyAsync("HR.get_employee", company, ("employee_id", id));
}
