using System.Text.Json;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Employees;

[Collection(HrApp.Collection)]
public sealed class CreateEmployeeTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task KeepsWhatWasGiven_InItsOneWrittenForm()
    {
        var company = await _app.EnsureCompanyAsync();
        var id = await _app.CreateEmployeeAsync(
            company,
            ("first_name", "  Zoe\u0301 🦊 "),
            ("email", "Zoe@Example.CH"),
            ("phone", "+41 22 123 45 67"),
            ("activity_rate", "80.50"),
            ("pas_rate", 0.053m),
            ("children_count", 2)
        );
        var employee = (await _app.OnCompanyAsync("HR.get_employee", company, ("employee_id", id))).Data.GetProperty("employee");
        employee.GetProperty("first_name").GetString().ShouldBe("Zoé 🦊");
        employee.GetProperty("email").GetString().ShouldBe("zoe@example.ch");
        employee.GetProperty("phone").GetString().ShouldBe("+41221234567");
        employee.GetProperty("activity_rate").GetRawText().ShouldBe("80.50");
        employee.GetProperty("pas_rate").GetRawText().ShouldBe("0.053000");
        employee.GetProperty("children_count").GetInt32().ShouldBe(2);
        employee.GetProperty("language").GetString().ShouldBe("fr");
        employee.GetProperty("is_active").GetBoolean().ShouldBeTrue();
        employee.GetProperty("deleted_at").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task TakesItsArgumentsByPosition_AsThePythonCallersSendThem()
    {
        var company = await _app.EnsureCompanyAsync();
        object?[] args = [company, "E-1", "Anna", "Muster", "1990-05-17", "CH-GE", "2024-01-01"];
        (await _app.RpcAsync("HR.create_employee", args: args)).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task IsNotFound_WhenThereIsNoSuchCompany() =>
        (await CreateAsync(Guid.NewGuid())).ShouldNotBeApplied("NOT_FOUND", "company_id");

    [Fact]
    public async Task IsAConflict_WhenTheIdentifierIsTaken()
    {
        var company = await _app.EnsureCompanyAsync();
        await _app.CreateEmployeeAsync(company, ("identifier", "E-1"));
        (await CreateAsync(company, ("identifier", " E-1 "))).ShouldNotBeApplied("CONFLICT", "identifier", "identifier_taken");
        (await CreateAsync(company, ("identifier", "e-1"))).Ok.ShouldBeTrue();
        (await CreateAsync(await _app.EnsureCompanyAsync(), ("identifier", "E-1"))).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task LetsOneWin_WhenTwoTakeAnIdentifierAtTheSameTime()
    {
        var company = await _app.EnsureCompanyAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => CreateAsync(company, ("identifier", "E-1"))));
        replies.Count(reply => reply.Ok).ShouldBe(1);
        replies.Where(reply => !reply.Ok).ShouldAllBe(reply => reply.Code == "CONFLICT" && reply.Field == "identifier");
    }

    [Theory]
    [InlineData("identifier", "", "employee_identifier_required")]
    [InlineData("identifier", "12345678901234567890123456789012345678901234567890123456789012345", "employee_identifier_too_long")]
    [InlineData("first_name", " ", "employee_first_name_required")]
    [InlineData("last_name", "two\nlines", "employee_last_name_not_plain_text")]
    [InlineData("birth_date", "2012-01-01", "employee_too_young")]
    [InlineData("birth_date", "1900-01-01", "employee_too_old")]
    [InlineData("hire_date", "2101-01-01", "employee_hire_date_out_of_range")]
    [InlineData("exit_date", "2023-12-31", "employee_exit_date_before_hire_date")]
    [InlineData("seniority_date", "1980-01-01", "employee_seniority_date_before_birth_date")]
    [InlineData("cluster_code", "CH-XX", null)]
    [InlineData("sex", "Z", "employee_sex_unknown")]
    [InlineData("nationality", "XYZ", "employee_nationality_invalid")]
    [InlineData("email", "not an address", "employee_email_invalid")]
    [InlineData("phone", "12", "employee_phone_invalid")]
    [InlineData("language", "es", "employee_language_unknown")]
    [InlineData("children_count", 31, "employee_children_count_out_of_range")]
    [InlineData("activity_rate", "0", "employee_activity_rate_out_of_range")]
    [InlineData("activity_rate", "100.01", "employee_activity_rate_out_of_range")]
    [InlineData("activity_rate", "33.333", "employee_activity_rate_too_precise")]
    [InlineData("pas_rate", "1.01", "employee_pas_rate_out_of_range")]
    [InlineData("artist_technician_annex", "9", "employee_artist_technician_annex_unknown")]
    [InlineData("dfs_class", "30", "employee_dfs_class_unknown")]
    [InlineData("bfs_municipality_no", 0, "employee_bfs_municipality_no_out_of_range")]
    [InlineData("avs_number", "756.9217.0769.84", null)]
    [InlineData("nir", "1850578006048", null)]
    [InlineData("iban", "CH93 0076 2011 6238 5295 8", null)]
    public async Task RefusesByName_WhenAFieldBreaksARule(string field, object value, string? reason)
    {
        var company = await _app.EnsureCompanyAsync();
        var before = await _app.Database.StatesAsync();
        (await CreateAsync(company, (field, value))).ShouldNotBeApplied("INVALID_ARGS", field, reason);
        (await _app.Database.StatesAsync()).ShouldBe(before);
    }

    private Task<RpcReply> CreateAsync(Guid company, params (string Name, object? Value)[] fields) =>
        _app.RpcAsync("HR.create_employee", HrDriver.Employee(company, fields));
}
