using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.CacheAdmin;

[Collection(HrApp.Collection)]
public sealed class WarmCacheTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task LetsTheFirstReadsHit_WithTheVeryAnswer()
    {
        var (company, _) = await _app.EnsureStaffAsync();
        var loaded = (await _app.OnCompanyAsync("HR.warm_cache", company, "user-a")).Data.GetProperty("loaded");
        (loaded.GetProperty("employees").GetInt32(), loaded.GetProperty("clusters").GetInt32()).ShouldBe((1, 2));
        foreach (var (method, country) in new[] { ("HR.list_employees", null), ("HR.list_clusters", null), ("HR.list_clusters", "CH") })
        {
            (string, object?)[] arguments = country is null ? [] : [("country_code", country)];
            var warm = await _app.OnCompanyAsync(method, company, "user-a", arguments);
            var cold = await _app.OnCompanyAsync(method, company, arguments);
            warm.Data.GetProperty("source").GetString().ShouldBe("cache");
            warm.Text.Replace("\"cache\"", "\"database\"", StringComparison.Ordinal).ShouldBe(cold.Text);
        }
    }

    [Fact]
    public async Task LoadsNothing_WithoutAUser()
    {
        var (company, _) = await _app.EnsureStaffAsync();
        var loaded = (await _app.OnCompanyAsync("HR.warm_cache", company)).Data.GetProperty("loaded");
        (loaded.GetProperty("employees").GetInt32(), loaded.GetProperty("clusters").GetInt32()).ShouldBe((0, 0));
    }

    [Fact]
    public async Task LoadsNothing_WhenThereIsNoSuchCompany()
    {
        var warmed = (await _app.OnCompanyAsync("HR.warm_cache", Guid.NewGuid(), "user-a")).Data;
        warmed.GetProperty("success").GetBoolean().ShouldBeFalse();
        warmed.GetProperty("loaded").EnumerateObject().ShouldAllBe(type => type.Value.GetInt32() == 0);
    }
}
