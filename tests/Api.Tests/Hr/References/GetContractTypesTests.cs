using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.References;

[Collection(HrApp.Collection)]
public sealed class GetContractTypesTests(HrApp hr)
{
    [Fact]
    public async Task HoldsTheSwissKindsAndTheNamesOfDeployedCallers_Unasked()
    {
        var rows = await hr.App.RowsAsync("HR.get_contract_types");
        rows.Codes().Take(2).ShouldBe(["indefiniteSalaryMth", "indefiniteSalaryMthAWT"]);
        rows.Codes().ShouldContain("CDI");
        rows.Codes().ShouldNotContain("FR_CDDU");
        var fixedTerm = rows.Row("fixedSalaryMth");
        fixedTerm.Text("label").ShouldBe("CDD au mois");
        fixedTerm.Text("external_code").ShouldBe("200");
        fixedTerm.GetProperty("fixed_term").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("fr", "CDD d'usage")]
    [InlineData("en", "Customary fixed-term contract")]
    [InlineData("de", "Üblicher befristeter Vertrag")]
    [InlineData("it", "CDD d'usage")]
    public async Task SpeaksTheLanguage(string lang, string label)
    {
        var rows = await hr.App.RowsAsync("HR.get_contract_types", new { country_code = "FR", lang });
        rows.Codes().ShouldNotContain("apprentice");
        var row = rows.Row("FR_CDDU");
        row.Text("label").ShouldBe(label);
        row.GetProperty("labels").EnumerateObject().Select(text => text.Name).ShouldBe(["fr", "en", "de"]);
    }

    [Theory]
    [InlineData("country_code", "DE")]
    [InlineData("lang", "es")]
    [InlineData("company_id", "00000000-0000-0000-0000-000000000000")]
    [InlineData("firebase_user_id", "a:b")]
    public async Task RefusesByName_WhenAnArgumentCannotBe(string field, string value) =>
        (await hr.App.RpcAsync("HR.get_contract_types", new Dictionary<string, object?> { [field] = value })).ShouldBeRefused(
            "INVALID_ARGS",
            field
        );
}
