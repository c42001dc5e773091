using System.Text;
using System.Text.Json;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Employees;

/// <summary>AVS number, NIR and IBAN: encrypted where they lie, masked where they show, unique where the law says so.</summary>
[Collection(HrApp.Collection)]
public sealed class SensitiveNumbersTests(HrApp hr)
{
    private const string Avs = "756.9217.0769.85";
    private const string AvsDigits = "7569217076985";
    private const string Iban = "CH93 0076 2011 6238 5295 7";
    private const string IbanCompact = "CH9300762011623852957";
    private static readonly string s_nir = NirOf("1850578006048");

    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task ShowsThemInClear_ToWhoAsksForThemAlone()
    {
        var (company, id) = await CreateAsync();
        var masked = await GetAsync(company, id);
        masked.GetProperty("avs_number").GetString().ShouldBe("756.****.****.85");
        masked.GetProperty("iban").GetString().ShouldBe("CH93 **** 2957");
        masked.GetProperty("nir").GetString()!.ShouldStartWith("****");
        var clear = await GetAsync(company, id, ("include_sensitive", true));
        clear.GetProperty("avs_number").GetString().ShouldBe(AvsDigits);
        clear.GetProperty("iban").GetString().ShouldBe(IbanCompact);
        clear.GetProperty("nir").GetString().ShouldBe(s_nir);
    }

    [Fact]
    public async Task MasksThemInLists()
    {
        var (company, _) = await CreateAsync();
        var list = await _app.ListEmployeesAsync(company);
        ShouldShowNone(list.Text);
        list.Text.ShouldContain("756.****.****.85");
    }

    [Fact]
    public async Task LeavesNoTraceOfThem_InTablesAndAuditLog()
    {
        var (company, id) = await CreateAsync();
        await _app.OnCompanyAsync("HR.update_employee", company, ("employee_id", id), ("iban", "DE89370400440532013000"), ("nir", null));
        await _app.OnCompanyAsync("HR.delete_employee", company, ("employee_id", id));
        var row = await _app.Database.ScalarAsync<string>($"SELECT row_to_json(e)::text FROM hr.employees e WHERE id = '{id}'");
        var audit = await _app.Database.ScalarAsync<string>(
            $"SELECT string_agg(a::text, ' ') FROM core.audit_log a WHERE entity_id = '{id}'"
        );
        foreach (var text in new[] { row, audit })
        {
            ShouldShowNone(text);
            text.ShouldNotContain("370400440532013000");
        }

        audit.ShouldContain("756.****.****.85");
        audit.ShouldContain("CH93 **** 2957");
        audit.ShouldContain("DE89 **** 3000");
        var cipher = await _app.Database.ScalarAsync<byte[]>($"SELECT avs_number_cipher FROM hr.employees WHERE id = '{id}'");
        Encoding.Latin1.GetString(cipher).ShouldNotContain(AvsDigits);
        (await _app.Database.ScalarAsync<int>($"SELECT octet_length(avs_number_hash) FROM hr.employees WHERE id = '{id}'")).ShouldBe(32);
    }

    [Fact]
    public async Task EncryptsEqualNumbersDifferently_UnderOneHash()
    {
        await CreateAsync();
        await CreateAsync();
        (await CountAsync("cipher")).ShouldBeGreaterThan(1);
        (await CountAsync("hash")).ShouldBe(1);

        Task<long> CountAsync(string part) =>
            _app.Database.ScalarAsync<long>(
                $"SELECT count(DISTINCT avs_number_{part}) FROM hr.employees WHERE avs_number_mask = '756.****.****.85'"
            );
    }

    [Theory]
    [InlineData("avs_number", AvsDigits, "CONFLICT")]
    [InlineData("avs_number", Avs, "CONFLICT")]
    [InlineData("iban", Iban, null)]
    public async Task AreUniquePerCompany_SaveForSharedAccounts(string field, string value, string? code)
    {
        var (company, _) = await CreateAsync();
        var second = await _app.RpcAsync("HR.create_employee", HrDriver.Employee(company, (field, value)));
        second.Code.ShouldBe(code, second.Text);
        second.Field.ShouldBe(code is null ? null : field);
        (await _app.RpcAsync("HR.create_employee", HrDriver.Employee(await _app.EnsureCompanyAsync(), (field, value)))).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task AreFreeAgain_WhenTheEmployeeIsDeleted()
    {
        var (company, id) = await CreateAsync();
        var twin = HrDriver.Employee(company, ("nir", s_nir));
        (await _app.RpcAsync("HR.create_employee", twin)).ShouldNotBeApplied("CONFLICT", "nir", "nir_taken");
        await _app.OnCompanyAsync("HR.delete_employee", company, ("employee_id", id));
        (await _app.RpcAsync("HR.create_employee", twin)).Ok.ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task AreCleared_WhenSetToNothing(string? nothing)
    {
        var (company, id) = await CreateAsync();
        var reply = await _app.OnCompanyAsync("HR.update_employee", company, ("employee_id", id), ("avs_number", nothing));
        reply.Data.GetProperty("employee").GetProperty("avs_number").ValueKind.ShouldBe(JsonValueKind.Null);
        (await GetAsync(company, id, ("include_sensitive", true))).GetProperty("iban").GetString().ShouldBe(IbanCompact);
    }

    [Fact]
    public async Task AreNotWrittenAgain_WhenOtherFieldsChange()
    {
        var (company, id) = await CreateAsync();
        var sql = $"SELECT encode(avs_number_cipher, 'hex') FROM hr.employees WHERE id = '{id}'";
        var before = await _app.Database.ScalarAsync<string>(sql);
        await _app.OnCompanyAsync("HR.update_employee", company, ("employee_id", id), ("city", "Sion"));
        (await _app.Database.ScalarAsync<string>(sql)).ShouldBe(before);
    }

    private async Task<(Guid CompanyId, Guid EmployeeId)> CreateAsync()
    {
        var company = await _app.EnsureCompanyAsync();
        return (company, await _app.CreateEmployeeAsync(company, ("avs_number", Avs), ("iban", Iban), ("nir", s_nir)));
    }

    private async Task<JsonElement> GetAsync(Guid company, Guid id, params (string Name, object? Value)[] more) =>
        (await _app.OnCompanyAsync("HR.get_employee", company, null, [("employee_id", id), .. more])).Data.GetProperty("employee");

    private static void ShouldShowNone(string text)
    {
        text.ShouldNotContain(AvsDigits);
        text.ShouldNotContain(Avs);
        text.ShouldNotContain(IbanCompact);
        text.ShouldNotContain(s_nir);
    }

    private static string NirOf(string body) =>
        body
        + (97 - long.Parse(body, System.Globalization.CultureInfo.InvariantCulture) % 97).ToString(
            "D2",
            System.Globalization.CultureInfo.InvariantCulture
        );
}
