using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.References;

[Collection(HrApp.Collection)]
public sealed class GetRemunerationTypesTests(HrApp hr)
{
    [Fact]
    public async Task OffersCachetsInFranceAlone()
    {
        var swiss = await hr.App.RowsAsync("HR.get_remuneration_types");
        var french = await hr.App.RowsAsync("HR.get_remuneration_types", new { country_code = "FR", lang = "de" });
        swiss.Codes().ShouldBe(["monthly", "hourly", "lesson", "daily", "piece", "commission", "premium", "flat"]);
        french.Codes().Except(swiss.Codes()).ShouldBe(["cachet"]);
        french.Row("cachet").Text("label").ShouldBe("Gage");
    }

    [Theory]
    [InlineData("country_code", "DE")]
    [InlineData("lang", "es")]
    [InlineData("company_id", "00000000-0000-0000-0000-000000000000")]
    [InlineData("firebase_user_id", "a:b")]
    public async Task RefusesByName_WhenAnArgumentCannotBe(string field, string value) =>
        (await hr.App.RpcAsync("HR.get_remuneration_types", new Dictionary<string, object?> { [field] = value })).ShouldBeRefused(
            "INVALID_ARGS",
            field
        );
}
