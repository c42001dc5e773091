using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Companies;

[Collection(HrApp.Collection)]
public sealed class EnsureCompanyTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task CreatesOnce_AndThenFinds()
    {
        var arguments = HrDriver.Company();
        var first = (await _app.RpcAsync("HR.ensure_company", arguments)).Data;
        var second = (await _app.RpcAsync("HR.ensure_company", arguments)).Data;
        first.GetProperty("created").GetBoolean().ShouldBeTrue();
        second.GetProperty("created").GetBoolean().ShouldBeFalse();
        second.GetProperty("company_id").GetGuid().ShouldBe(first.GetProperty("company_id").GetGuid());
    }

    [Fact]
    public async Task CreatesOne_WhenManyAskAtTheSameTime()
    {
        var arguments = HrDriver.Company();
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _app.RpcAsync("HR.ensure_company", arguments)));
        replies.Select(reply => reply.Data.GetProperty("company_id").GetGuid()).Distinct().ShouldHaveSingleItem();
        replies.Count(reply => reply.Data.GetProperty("created").GetBoolean()).ShouldBe(1);
    }

    [Fact]
    public async Task BringsAnExistingCompanyUpToDate_AndKeepsWhatIsNotGiven()
    {
        var path = Path();
        var id = await _app.EnsureCompanyAsync(("mandate_path", path), ("region", "Vaud"), ("lpp_fund", "Profond"));
        await _app.EnsureCompanyAsync(("mandate_path", path), ("company_name", "Atelier Nouveau SA"), ("region", null));
        var company = await CompanyAsync(id);
        company.GetProperty("name").GetString().ShouldBe("Atelier Nouveau SA");
        company.GetProperty("region").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        company.GetProperty("lpp_fund").GetString().ShouldBe("Profond");
    }

    [Theory]
    [InlineData("Switzerland", null, "CH", "CHF", "Europe/Zurich")]
    [InlineData("suisse", null, "CH", "CHF", "Europe/Zurich")]
    [InlineData("France", null, "FR", "EUR", "Europe/Paris")]
    [InlineData("Hexagone", "FR", "FR", "EUR", "Europe/Paris")]
    public async Task TakesCurrencyAndTimeZoneFromTheCountry(string country, string? code, string expected, string currency, string tz)
    {
        var company = await CompanyAsync(await _app.EnsureCompanyAsync(("country", country), ("country_code", code)));
        company.GetProperty("country_code").GetString().ShouldBe(expected);
        company.GetProperty("currency").GetString().ShouldBe(currency);
        company.GetProperty("tz").GetString().ShouldBe(tz);
        company.GetProperty("country").GetString().ShouldBe(country);
    }

    [Fact]
    public async Task TakesParentAndMandateFromThePath()
    {
        var path = Path();
        var company = await CompanyAsync(await _app.EnsureCompanyAsync(("mandate_path", path)));
        company.GetProperty("firebase_mandate_path").GetString().ShouldBe(path);
        company.GetProperty("firebase_parent_id").GetString().ShouldBe(path.Split('/')[1]);
        company.GetProperty("firebase_mandate_id").GetString().ShouldBe(path.Split('/')[3]);
    }

    [Fact]
    public async Task FindsTheCompany_WhenThePathIsPadded()
    {
        var path = Path();
        var id = await _app.EnsureCompanyAsync(("mandate_path", path));
        (await _app.EnsureCompanyAsync(("mandate_path", $"  {path} "))).ShouldBe(id);
    }

    [Fact]
    public async Task MakesTheAccountItsOwner()
    {
        var id = await _app.EnsureCompanyAsync(("account_firebase_uid", "founder-1"));
        var members = (await _app.OnCompanyAsync("HR.list_company_members", id)).Data.GetProperty("members");
        var owner = members.EnumerateArray().ShouldHaveSingleItem();
        owner.GetProperty("user_id").GetString().ShouldBe("founder-1");
        owner.GetProperty("role").GetString().ShouldBe("owner");
    }

    [Fact]
    public async Task DistinguishesPathsByCase()
    {
        var path = Path();
        var id = await _app.EnsureCompanyAsync(("mandate_path", path));
        (await _app.EnsureCompanyAsync(("mandate_path", path.ToUpperInvariant()))).ShouldNotBe(id);
    }

    [Fact]
    public async Task TakesItsArgumentsByPosition_AsThePythonCallersSendThem()
    {
        var path = Path();
        object?[] args = ["owner", path, "Atelier", "Suisse", "CH", "Vaud", "VD"];
        var reply = await _app.RpcAsync("HR.ensure_company", args: args);
        var company = await CompanyAsync(reply.Data.GetProperty("company_id").GetGuid());
        company.GetProperty("region_code").GetString().ShouldBe("VD");
    }

    [Theory]
    [InlineData("mandate_path", "")]
    [InlineData("mandate_path", "a//b")]
    [InlineData("mandate_path", "a/../b")]
    [InlineData("company_name", " ")]
    [InlineData("company_name", "two\nlines")]
    [InlineData("country", "Atlantis")]
    [InlineData("country_code", "DE")]
    [InlineData("account_firebase_uid", "a:b")]
    [InlineData("default_cluster_code", "CH-XX")]
    [InlineData("currency", "USD")]
    [InlineData("tz", "Europe/Atlantis")]
    [InlineData("locale", "es")]
    [InlineData("uid_number", "CHE-123.456.789")]
    [InlineData("bur_ree", "12345678")]
    [InlineData("siret", "12345678901234")]
    [InlineData("ape_code", "9001")]
    [InlineData("idcc", "30900")]
    [InlineData("fr_headcount_band", "12")]
    [InlineData("retirement_age_months", 0)]
    [InlineData("status", "asleep")]
    public async Task RefusesByName_WhenAFieldBreaksARule(string field, object value)
    {
        var path = Path();
        var reply = await _app.RpcAsync("HR.ensure_company", HrDriver.Company(("mandate_path", path), (field, value)));
        reply.ShouldNotBeApplied("INVALID_ARGS", field);
        var found = await _app.RpcAsync("HR.get_company_id", new { mandate_path = path });
        found.Data.GetProperty("company_id").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    private static string Path() => $"clients/parent/bo_clients/mandate/mandates/{Guid.NewGuid():N}";

    private async Task<System.Text.Json.JsonElement> CompanyAsync(Guid id) =>
        (await _app.OnCompanyAsync("HR.get_company", id)).Data.GetProperty("company");
}
