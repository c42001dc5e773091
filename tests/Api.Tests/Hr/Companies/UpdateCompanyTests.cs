using System.Text.Json;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Companies;

[Collection(HrApp.Collection)]
public sealed class UpdateCompanyTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task ChangesTheGivenFields_AndShowsTheWhole()
    {
        var id = await _app.EnsureCompanyAsync(("region", "Vaud"), ("lpp_fund", "Profond"));
        var answer = (await UpdateAsync(id, ("name", "Neuf SA"), ("lpp_fund", null), ("country", "France"))).Data;
        answer.GetProperty("success").GetBoolean().ShouldBeTrue();
        var company = answer.GetProperty("company");
        company.GetProperty("name").GetString().ShouldBe("Neuf SA");
        company.GetProperty("lpp_fund").ValueKind.ShouldBe(JsonValueKind.Null);
        company.GetProperty("region").GetString().ShouldBe("Vaud");
        company.GetProperty("country_code").GetString().ShouldBe("FR");
        company.GetProperty("row_version").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task TakesItsFieldsTogether()
    {
        var id = await _app.EnsureCompanyAsync();
        var answer = await UpdateAsync(id, ("fields", new { name = "Ensemble SA", locale = "de" }));
        answer.Data.GetProperty("company").GetProperty("locale").GetString().ShouldBe("de");
    }

    [Fact]
    public async Task WritesNothing_WhenNoFieldIsGiven()
    {
        var id = await _app.EnsureCompanyAsync();
        var before = await _app.Database.StatesAsync();
        var answer = await UpdateAsync(id);
        answer.Data.GetProperty("company").GetProperty("row_version").GetInt64().ShouldBe(1);
        (await _app.Database.StatesAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task IsAConflict_WhenSomebodyElseWasFaster()
    {
        var id = await _app.EnsureCompanyAsync();
        (await UpdateAsync(id, ("name", "First"), ("expected_version", 1))).Ok.ShouldBeTrue();
        (await UpdateAsync(id, ("name", "Second"), ("expected_version", 1))).ShouldNotBeApplied(
            "CONFLICT",
            "expected_version",
            "stale_version"
        );
        (await UpdateAsync(id, ("name", "Second"), ("expected_version", 2))).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task IsNotFound_WhenThereIsNoSuchCompany() =>
        (await UpdateAsync(Guid.NewGuid(), ("name", "Nobody"))).ShouldNotBeApplied("NOT_FOUND", "company_id");

    [Theory]
    [InlineData("name", "")]
    [InlineData("country", "Atlantis")]
    [InlineData("country_code", "Suisse")]
    [InlineData("status", "asleep")]
    [InlineData("default_cluster_code", "XX")]
    [InlineData("expected_version", 0)]
    public async Task RefusesByName_WhenAFieldBreaksARule(string field, object value)
    {
        var id = await _app.EnsureCompanyAsync();
        var before = await _app.Database.StatesAsync();
        (await UpdateAsync(id, (field, value))).ShouldNotBeApplied("INVALID_ARGS", field);
        (await _app.Database.StatesAsync()).ShouldBe(before);
    }

    private Task<RpcReply> UpdateAsync(Guid id, params (string Name, object? Value)[] fields) =>
        _app.OnCompanyAsync("HR.update_company", id, fields);
}
