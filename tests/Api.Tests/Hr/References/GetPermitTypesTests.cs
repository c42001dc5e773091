using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.References;

[Collection(HrApp.Collection)]
public sealed class GetPermitTypesTests(HrApp hr)
{
    [Fact]
    public async Task SaysWhoUsuallyPaysSourceTax()
    {
        var rows = await hr.App.RowsAsync("HR.get_permit_types", new { lang = "de" });
        rows.Codes().ShouldBe("CH_CITIZEN B C Ci G L F N S NOTIF90 NOTIF120 OTHER_NOT_CH".Split(' '));
        rows.Row("B").GetProperty("tax_at_source").GetBoolean().ShouldBeTrue();
        rows.Row("C").GetProperty("tax_at_source").GetBoolean().ShouldBeFalse();
        rows.Row("OTHER_NOT_CH").TryGetProperty("tax_at_source", out _).ShouldBeFalse();
        rows.Row("G").Text("label").ShouldBe("Grenzgängerbewilligung");
        rows.Row("G").Text("external_code").ShouldBe("crossBorder-G");
    }

    [Fact]
    public async Task HoldsTheFrenchOnes() =>
        (await hr.App.RowsAsync("HR.get_permit_types", new { country_code = "FR" })).Codes().Count().ShouldBe(9);

    [Fact]
    public async Task IsWhatAnEmployeeMayHave()
    {
        var company = await hr.App.EnsureCompanyAsync();
        (await hr.App.RpcAsync("HR.create_employee", HrDriver.Employee(company, ("permit_type", "Z")))).ShouldNotBeApplied(
            "INVALID_ARGS",
            "permit_type"
        );
        (await hr.App.RpcAsync("HR.create_employee", HrDriver.Employee(company, ("permit_type", "Ci")))).Ok.ShouldBeTrue();
    }

    [Theory]
    [InlineData("country_code", "DE")]
    [InlineData("lang", "es")]
    [InlineData("company_id", "00000000-0000-0000-0000-000000000000")]
    [InlineData("firebase_user_id", "a:b")]
    public async Task RefusesByName_WhenAnArgumentCannotBe(string field, string value) =>
        (await hr.App.RpcAsync("HR.get_permit_types", new Dictionary<string, object?> { [field] = value })).ShouldBeRefused(
            "INVALID_ARGS",
            field
        );
}
