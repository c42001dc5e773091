using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.References;

[Collection(HrApp.Collection)]
public sealed class GetTaxStatusTests(HrApp hr)
{
    [Fact]
    public async Task HoldsSwissTariffsAndFrenchRates()
    {
        var swiss = await hr.App.RowsAsync("HR.get_tax_status", new { lang = "en" });
        swiss.Codes().ShouldBe("NONE A B C E G H L M N P Q R S T U V".Split(' '));
        swiss.Row("P").Text("label").ShouldBe("German cross-border, as H");
        var french = await hr.App.RowsAsync("HR.get_tax_status", new { country_code = "FR" });
        french.Codes().ShouldBe(["pas_personal", "pas_neutral", "pas_neutral_short", "pas_exempt", "non_resident_fr"]);
    }

    [Theory]
    [InlineData("country_code", "DE")]
    [InlineData("lang", "es")]
    [InlineData("company_id", "00000000-0000-0000-0000-000000000000")]
    [InlineData("firebase_user_id", "a:b")]
    public async Task RefusesByName_WhenAnArgumentCannotBe(string field, string value) =>
        (await hr.App.RpcAsync("HR.get_tax_status", new Dictionary<string, object?> { [field] = value })).ShouldBeRefused(
            "INVALID_ARGS",
            field
        );
}
