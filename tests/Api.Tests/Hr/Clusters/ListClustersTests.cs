using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Clusters;

[Collection(HrApp.Collection)]
public sealed class ListClustersTests(HrApp hr)
{
    [Fact]
    public async Task HoldsTheCantonsAndTheFrenchAgreements()
    {
        var clusters = (await hr.App.RpcAsync("HR.list_clusters")).Data.GetProperty("clusters").EnumerateArray().ToList();
        clusters.Count(cluster => cluster.GetProperty("kind").GetString() == "canton").ShouldBe(26);
        clusters.Select(cluster => cluster.GetProperty("code").GetString()).ShouldContain("FR-3090");
        var geneva = clusters.Single(cluster => cluster.GetProperty("code").GetString() == "CH-GE");
        geneva.GetProperty("labels").GetProperty("fr").GetString().ShouldBe("Genève");
        geneva.GetProperty("qst_model").GetString().ShouldBe("annual");
        geneva.GetProperty("is_active").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("CH", "CH-")]
    [InlineData("FR", "FR-")]
    public async Task KeepsToTheCountry(string country, string prefix)
    {
        var clusters = (await hr.App.RpcAsync("HR.list_clusters", new { country_code = country })).Data.GetProperty("clusters");
        clusters.GetArrayLength().ShouldBePositive();
        clusters.EnumerateArray().ShouldAllBe(c => c.GetProperty("code").GetString()!.StartsWith(prefix, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("country_code", "DE")]
    [InlineData("country_code", "ch")]
    [InlineData("company_id", "00000000-0000-0000-0000-000000000000")]
    public async Task RefusesByName_WhenAnArgumentCannotBe(string field, string value) =>
        (await hr.App.RpcAsync("HR.list_clusters", new Dictionary<string, object?> { [field] = value })).ShouldBeRefused(
            "INVALID_ARGS",
            field
        );
}
