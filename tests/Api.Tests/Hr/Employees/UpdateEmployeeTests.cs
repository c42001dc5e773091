using System.Text.Json;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Employees;

[Collection(HrApp.Collection)]
public sealed class UpdateEmployeeTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task ChangesTheGivenFields_AndKeepsTheOthers()
    {
        var company = await _app.EnsureCompanyAsync();
        var id = await _app.CreateEmployeeAsync(company, ("city", "Genève"), ("permit_type", "C"));
        var reply = await UpdateAsync(company, id, ("first_name", "Anne"), ("city", null), ("cluster_code", "CH-VD"));
        reply.Data.GetProperty("success").GetBoolean().ShouldBeTrue();
        var employee = reply.Data.GetProperty("employee");
        employee.GetProperty("first_name").GetString().ShouldBe("Anne");
        employee.GetProperty("city").ValueKind.ShouldBe(JsonValueKind.Null);
        employee.GetProperty("cluster_code").GetString().ShouldBe("CH-VD");
        employee.GetProperty("permit_type").GetString().ShouldBe("C");
        employee.GetProperty("row_version").GetInt64().ShouldBe(2);
        var read = await _app.OnCompanyAsync("HR.get_employee", company, ("employee_id", id));
        read.Data.GetProperty("employee").GetProperty("first_name").GetString().ShouldBe("Anne");
    }

    [Fact]
    public async Task TakesItsFieldsTogether_AsThePythonCallersSendThem()
    {
        var (company, id) = await _app.EnsureStaffAsync();
        object?[] args = [company, id, new { first_name = "Anne", is_active = false }];
        var reply = await _app.RpcAsync("HR.update_employee", args: args);
        reply.Data.GetProperty("employee").GetProperty("is_active").GetBoolean().ShouldBeFalse();
    }

    [Theory]
    [InlineData("first_name", "same")]
    [InlineData(null, null)]
    public async Task WritesNothing_WhenNothingChanges(string? field, object? value)
    {
        var company = await _app.EnsureCompanyAsync();
        var id = await _app.CreateEmployeeAsync(company, ("first_name", "same"));
        var before = await _app.Database.StatesAsync();
        var reply = field is null ? await UpdateAsync(company, id) : await UpdateAsync(company, id, (field, value));
        reply.Data.GetProperty("employee").GetProperty("row_version").GetInt64().ShouldBe(1);
        (await _app.Database.StatesAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task IsAConflict_WhenSomebodyElseWasFaster()
    {
        var (company, id) = await _app.EnsureStaffAsync();
        (await UpdateAsync(company, id, ("city", "Sion"), ("expected_version", 1))).Ok.ShouldBeTrue();
        var late = await UpdateAsync(company, id, ("city", "Bern"), ("expected_version", 1));
        late.ShouldNotBeApplied("CONFLICT", "expected_version", "stale_version");
    }

    [Fact]
    public async Task LosesNoWrite_WhenManyUpdateAtTheSameTime()
    {
        var (company, id) = await _app.EnsureStaffAsync();
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(n => UpdateAsync(company, id, ("city", $"City {n}"), ("expected_version", 1)))
        );
        replies.Count(reply => reply.Ok).ShouldBe(1);
        replies.Where(reply => !reply.Ok).ShouldAllBe(reply => reply.Reason == "stale_version");
    }

    [Fact]
    public async Task IsNotFound_WhenTheEmployeeIsAnotherCompanys()
    {
        var (_, id) = await _app.EnsureStaffAsync();
        var other = await _app.EnsureCompanyAsync();
        (await UpdateAsync(other, id, ("city", "Sion"))).ShouldNotBeApplied("NOT_FOUND", "employee_id");
    }

    [Fact]
    public async Task IsAConflict_WhenTheIdentifierIsTaken()
    {
        var company = await _app.EnsureCompanyAsync();
        await _app.CreateEmployeeAsync(company, ("identifier", "E-1"));
        var id = await _app.CreateEmployeeAsync(company, ("identifier", "E-2"));
        (await UpdateAsync(company, id, ("identifier", "E-1"))).ShouldNotBeApplied("CONFLICT", "identifier", "identifier_taken");
    }

    [Theory]
    [InlineData("first_name", "")]
    [InlineData("hire_date", "1991-01-01")]
    [InlineData("cluster_code", "CH-XX")]
    [InlineData("avs_number", "1")]
    [InlineData("expected_version", -1)]
    public async Task RefusesByName_WhenAFieldBreaksARule(string field, object value)
    {
        var (company, id) = await _app.EnsureStaffAsync();
        var before = await _app.Database.StatesAsync();
        // Who is hired as an infant is refused for the birth date, whichever of the two dates was changed.
        (await UpdateAsync(company, id, (field, value))).ShouldNotBeApplied("INVALID_ARGS", field == "hire_date" ? "birth_date" : field);
        (await _app.Database.StatesAsync()).ShouldBe(before);
    }

    private Task<RpcReply> UpdateAsync(Guid company, Guid id, params (string Name, object? Value)[] fields) =>
        _app.OnCompanyAsync("HR.update_employee", company, null, [("employee_id", id), .. fields]);
}
