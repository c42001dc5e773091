using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.References;

[Collection(HrApp.Collection)]
public sealed class GetAllReferencesTests(HrApp hr)
{
    private static readonly string[] s_lists =
    [
        "contract_types",
        "remuneration_types",
        "family_status",
        "tax_status",
        "permit_types",
        "payroll_status",
        "item_nature",
        "charge_bearer",
        "payroll_items",
        "clusters",
    ];

    [Theory]
    [InlineData("CH", "fr", "Genève", "CH-GE")]
    [InlineData("FR", "en", "Live performance, private sector", "FR-3090")]
    [InlineData("CH", "de", "Genf", "CH-GE")]
    public async Task HoldsEveryList(string country, string lang, string label, string cluster)
    {
        var data = (await hr.App.RpcAsync("HR.get_all_references", new { country_code = country, lang })).Data;
        data.EnumerateObject().Select(list => list.Name).ShouldBe([.. s_lists, "source"]);
        foreach (var list in s_lists.Select(name => data.GetProperty(name)))
        {
            list.GetArrayLength().ShouldBePositive();
            list.EnumerateArray().ShouldAllBe(row => row.Text("code") != "" && row.Text("label") != "");
        }

        data.GetProperty("clusters").EnumerateArray().Row(cluster).Text("label").ShouldBe(label);
    }

    [Fact]
    public async Task SaysTheSameAsTheListsAlone()
    {
        var all = (await hr.App.RpcAsync("HR.get_all_references", new { country_code = "FR", lang = "de" })).Data;
        foreach (var list in s_lists[..5])
        {
            var alone = (await hr.App.RpcAsync($"HR.get_{list}", new { country_code = "FR", lang = "de" })).Data.GetProperty(list);
            all.GetProperty(list).GetRawText().ShouldBe(alone.GetRawText());
        }
    }

    [Fact]
    public async Task TellsItsListsToWhoeverReadsTheMethods()
    {
        var text = await hr.App.Client.GetStringAsync("/openrpc.json");
        var schema = System.Text.Json.JsonElement.Parse(text).GetProperty("components").GetProperty("schemas").GetProperty("AllReferences");
        schema.GetProperty("properties").EnumerateObject().Select(p => p.Name).ShouldBe([.. s_lists, "source"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("country_code", "DE")]
    [InlineData("lang", "es")]
    [InlineData("company_id", "00000000-0000-0000-0000-000000000000")]
    [InlineData("firebase_user_id", "a:b")]
    public async Task RefusesByName_WhenAnArgumentCannotBe(string field, string value) =>
        (await hr.App.RpcAsync("HR.get_all_references", new Dictionary<string, object?> { [field] = value })).ShouldBeRefused(
            "INVALID_ARGS",
            field
        );
}
