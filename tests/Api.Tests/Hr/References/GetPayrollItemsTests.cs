using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.References;

[Collection(HrApp.Collection)]
public sealed class GetPayrollItemsTests(HrApp hr)
{
    [Fact]
    public async Task HoldsItemsWithTheirBases()
    {
        var rows = await hr.App.RowsAsync("HR.get_payroll_items", new { country_code = "CH" });
        var salary = rows.Row("1000");
        salary.Text("label").ShouldBe("Salaire mensuel");
        salary.Text("kind").ShouldBe("earning");
        salary.Text("certificate_position").ShouldBe("1");
        salary.GetProperty("bases").EnumerateArray().Select(b => b.GetString()).ShouldBe(["avs", "ac", "laa", "ijm", "lpp", "tax"]);
        rows.Row("5011").Text("charge_bearer").ShouldBe("employer");
        rows.Codes().Count().ShouldBe(44);
    }

    [Fact]
    public async Task HoldsTheFrenchOnes()
    {
        var rows = await hr.App.RowsAsync("HR.get_payroll_items", new { country_code = "FR" });
        rows.Codes().Count().ShouldBe(37);
        rows.Row("C220").Text("kind").ShouldBe("contribution");
        rows.Row("C220").Text("charge_bearer").ShouldBe("shared");
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("CH-GE", true)]
    [InlineData("CH-BE", false)]
    public async Task KeepsToTheCluster(string? cluster, bool has)
    {
        var rows = await hr.App.RowsAsync("HR.get_payroll_items", new { country_code = "CH", cluster_code = cluster });
        rows.Codes().Contains("5025").ShouldBe(has);
        rows.Codes().ShouldContain("5010");
    }

    [Theory]
    [InlineData("CH", "DE-BW", "cluster_code")]
    [InlineData("CH", "FR-3090", "cluster_code")]
    [InlineData("DE", null, "country_code")]
    [InlineData(null, null, "country_code")]
    public async Task RefusesByName_WhenAnArgumentCannotBe(string? country, string? cluster, string field) =>
        (await hr.App.RpcAsync("HR.get_payroll_items", new { country_code = country, cluster_code = cluster })).ShouldBeRefused(
            "INVALID_ARGS",
            field
        );
}
