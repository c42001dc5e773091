using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr;

/// <summary>Every write leaves its row in the audit log: who, what, before and after.</summary>
[Collection(HrApp.Collection)]
public sealed class AuditTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task NotesEveryWriteOfACompany()
    {
        var company = await _app.EnsureCompanyAsync();
        async Task WriteAsync(string method, params (string Name, object? Value)[] arguments) =>
            (await _app.OnCompanyAsync(method, company, "user-a", arguments)).Ok.ShouldBeTrue();

        await WriteAsync("HR.update_company", ("name", "Neuf SA"));
        var employee = await _app.CreateEmployeeAsync(company);
        await WriteAsync("HR.update_employee", ("employee_id", employee), ("city", "Sion"));
        await WriteAsync("HR.delete_employee", ("employee_id", employee));
        await WriteAsync("HR.restore_employee", ("employee_id", employee));
        var contract = await _app.CreateContractAsync(company, employee);
        await WriteAsync("HR.update_contract", ("contract_id", contract), ("base_salary", "7000.00"));
        await WriteAsync("HR.end_contract", ("contract_id", contract), ("end_date", "2025-06-30"));
        await WriteAsync("HR.add_company_member", ("user_id", "anna"), ("role", "viewer"));
        await WriteAsync("HR.remove_company_member", ("user_id", "anna"));

        var rows = await TextAsync(
            $"""
            SELECT string_agg(entity || ' ' || action || ' ' || n, ', ' ORDER BY entity, action)
            FROM (SELECT entity, action, count(*) n FROM core.audit_log WHERE company_id = '{company}' GROUP BY 1, 2) written
            """
        );
        rows.ShouldBe(
            "company insert 1, company update 1, company_member delete 1, company_member insert 2, "
                + "contract insert 1, contract update 2, employee insert 1, employee update 3"
        );
    }

    [Fact]
    public async Task SaysWhoChangedWhatUnderWhichTrace()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        var reply = await _app.OnCompanyAsync("HR.update_employee", company, "user-a", ("employee_id", employee), ("city", "Sion"));
        var trace = reply.Headers.GetValues("X-Trace-Id").Single();
        var row = $"FROM core.audit_log WHERE entity_id = '{employee}' AND action = 'update'";
        (await TextAsync($"SELECT actor || ' ' || trace_id {row}")).ShouldBe($"user-a {trace}");
        (await TextAsync($"SELECT before::text || after::text {row}")).ShouldBe("""{"city": null}{"city": "Sion"}""");
    }

    [Theory]
    [InlineData(null, "user-b", "user-b")]
    [InlineData("user-a", "user-b", "user-a")]
    public async Task NamesWhoActs_ByTheEnvelopeOrElseByTheArgument(string? userId, string named, string actor)
    {
        var arguments = HrDriver.Employee(await _app.EnsureCompanyAsync(), ("firebase_user_id", named));
        var employee = (await _app.RpcAsync("HR.create_employee", arguments, userId)).Data.GetProperty("employee_id").GetGuid();
        (await TextAsync($"SELECT actor FROM core.audit_log WHERE entity_id = '{employee}'")).ShouldBe(actor);
        (await TextAsync($"SELECT created_by FROM hr.employees WHERE id = '{employee}'")).ShouldBe(actor);
    }

    [Theory]
    [InlineData("UPDATE core.audit_log SET actor = 'nobody'")]
    [InlineData("DELETE FROM core.audit_log")]
    [InlineData("TRUNCATE core.audit_log")]
    public async Task CannotBeRewritten(string sql)
    {
        await _app.EnsureCompanyAsync();
        await Should.ThrowAsync<Npgsql.PostgresException>(() => _app.Database.ExecuteAsync(sql));
    }

    private Task<string> TextAsync(string sql) => _app.Database.ScalarAsync<string>(sql);
}
