using System.Text.Json;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Employees;

[Collection(HrApp.Collection)]
public sealed class DeleteEmployeeTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task LeavesTheRow_AndTakesItFromTheList()
    {
        var (company, id) = await _app.EnsureStaffAsync();
        (await DeleteAsync(company, id)).Data.GetProperty("success").GetBoolean().ShouldBeTrue();
        (await _app.ListEmployeesAsync(company)).Data.GetProperty("employees").GetArrayLength().ShouldBe(0);
        var all = (await _app.ListEmployeesAsync(company, ("include_inactive", true))).Data.GetProperty("employees");
        all.EnumerateArray().ShouldHaveSingleItem().GetProperty("is_active").GetBoolean().ShouldBeFalse();
        var read = await _app.OnCompanyAsync("HR.get_employee", company, ("employee_id", id));
        read.Data.GetProperty("employee").GetProperty("deleted_at").ValueKind.ShouldBe(JsonValueKind.String);
    }

    [Fact]
    public async Task FreesTheIdentifier()
    {
        var company = await _app.EnsureCompanyAsync();
        var id = await _app.CreateEmployeeAsync(company, ("identifier", "E-1"));
        await DeleteAsync(company, id);
        (await _app.CreateEmployeeAsync(company, ("identifier", "E-1"))).ShouldNotBe(id);
    }

    [Fact]
    public async Task ChangesNothing_WhenDoneTwice()
    {
        var (company, id) = await _app.EnsureStaffAsync();
        await DeleteAsync(company, id);
        var before = await _app.Database.StatesAsync();
        (await DeleteAsync(company, id)).Ok.ShouldBeTrue();
        (await _app.Database.StatesAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task IsNotFound_WhenTheEmployeeIsAnotherCompanys()
    {
        var (_, id) = await _app.EnsureStaffAsync();
        (await DeleteAsync(await _app.EnsureCompanyAsync(), id)).ShouldNotBeApplied("NOT_FOUND", "employee_id");
    }

    private Task<RpcReply> DeleteAsync(Guid company, Guid id) => _app.OnCompanyAsync("HR.delete_employee", company, ("employee_id", id));
}
