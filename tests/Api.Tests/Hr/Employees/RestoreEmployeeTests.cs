using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Employees;

[Collection(HrApp.Collection)]
public sealed class RestoreEmployeeTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task BringsTheEmployeeBack()
    {
        var (company, id) = await _app.EnsureStaffAsync();
        await _app.OnCompanyAsync("HR.delete_employee", company, ("employee_id", id));
        (await RestoreAsync(company, id)).Data.GetProperty("success").GetBoolean().ShouldBeTrue();
        var employee = (await _app.ListEmployeesAsync(company)).Data.GetProperty("employees").EnumerateArray().ShouldHaveSingleItem();
        employee.GetProperty("id").GetGuid().ShouldBe(id);
    }

    [Fact]
    public async Task IsAConflict_WhenTheIdentifierWasTakenMeanwhile()
    {
        var company = await _app.EnsureCompanyAsync();
        var id = await _app.CreateEmployeeAsync(company, ("identifier", "E-1"));
        await _app.OnCompanyAsync("HR.delete_employee", company, ("employee_id", id));
        await _app.CreateEmployeeAsync(company, ("identifier", "E-1"));
        (await RestoreAsync(company, id)).ShouldNotBeApplied("CONFLICT", "identifier", "identifier_taken");
    }

    [Fact]
    public async Task IsNotFound_WhenThereIsNoSuchEmployee() =>
        (await RestoreAsync(await _app.EnsureCompanyAsync(), Guid.NewGuid())).ShouldNotBeApplied("NOT_FOUND", "employee_id");

    private Task<RpcReply> RestoreAsync(Guid company, Guid id) => _app.OnCompanyAsync("HR.restore_employee", company, ("employee_id", id));
}
