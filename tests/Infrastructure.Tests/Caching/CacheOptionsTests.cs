using Microsoft.Extensions.Configuration;
using Pinnokio.Infrastructure.Caching;

namespace Pinnokio.Infrastructure.Tests.Caching;

public sealed class CacheOptionsTests
{
    [Theory]
    [InlineData("employees", 1)]
    [InlineData("employee", 1)]
    [InlineData("contracts", 1)]
    [InlineData("active_contract", 1)]
    [InlineData("clusters", 24)]
    [InlineData("references", 24)]
    [InlineData("of_a_later_module", 1)]
    public void KeepTheDesignsTimes_WhenNothingElseIsSaid(string dataType, int hours) =>
        From().TimeToLive(dataType).ShouldBe(TimeSpan.FromHours(hours));

    [Fact]
    public void TakeTimesFromTheVariables()
    {
        var options = From(("HR_CACHE_TTL_EMPLOYEES", "90"), ("HR_CACHE_TTL_ACTIVE_CONTRACT", "0"), ("HR_CACHE_TTL_CLUSTERS", ""));
        options.TimeToLive("employees").ShouldBe(TimeSpan.FromSeconds(90));
        options.TimeToLive("active_contract").ShouldBe(TimeSpan.Zero);
        options.TimeToLive("clusters").ShouldBe(TimeSpan.FromHours(24));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1h")]
    [InlineData("99999999999")]
    [InlineData("2592001")]
    public void NameTheVariable_WhenItsValueIsBad(string value) =>
        Should
            .Throw<InvalidOperationException>(() => From(("HR_CACHE_TTL_EMPLOYEES", value)))
            .Message.ShouldStartWith("HR_CACHE_TTL_EMPLOYEES");

    [Fact]
    public void ShortenTimesByUpToATenth()
    {
        var options = From(("HR_CACHE_TTL_EMPLOYEES", "1000"));
        var times = Enumerable.Range(0, 1_000).Select(_ => options.JitteredTimeToLive("employees").TotalSeconds).ToList();
        times.ShouldAllBe(seconds => seconds > 900 - 1e-6 && seconds <= 1000);
        times.Max().ShouldBeGreaterThan(980);
        times.Min().ShouldBeLessThan(920);
    }

    [Fact]
    public void RememberInvalidations_ForAsLongAsAnEntryCanLive()
    {
        var options = From(("HR_CACHE_TTL_EMPLOYEES", "60"), ("HR_CACHE_TTL_CONTRACTS", "360000"));
        options.Relevance("employees").ShouldBe(TimeSpan.FromHours(2));
        options.Relevance("contracts").ShouldBe(TimeSpan.FromHours(101));
        options.Relevance("clusters").ShouldBe(TimeSpan.FromHours(25));
        options.LongestRelevance.ShouldBe(TimeSpan.FromHours(101));
        options.VersionTimeToLive.ShouldBe(TimeSpan.FromHours(101));
    }

    private static CacheOptions From(params (string Name, string Value)[] settings) =>
        CacheOptions.From(
            new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Name, s => (string?)s.Value)).Build()
        );
}
