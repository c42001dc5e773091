using Microsoft.Extensions.Configuration;
using Pinnokio.Infrastructure.Redis;

namespace Pinnokio.Infrastructure.Tests.Redis;

public sealed class RedisOptionsTests
{
    [Fact]
    public void AreAbsent_WhenNoServerIsNamed()
    {
        From().ShouldBeNull();
        From(("LISTENERS_REDIS_HOST", ""), ("LISTENERS_REDIS_PORT", "7000"), ("USE_LOCAL_REDIS", "false")).ShouldBeNull();
    }

    [Fact]
    public void HoldWhatTheVariablesSay()
    {
        var options = From(
            ("LISTENERS_REDIS_HOST", "cache.example"),
            ("LISTENERS_REDIS_PORT", "7000"),
            ("LISTENERS_REDIS_PASSWORD", "secret"),
            ("LISTENERS_REDIS_TLS", "True"),
            ("LISTENERS_REDIS_DB", "4"),
            ("HR_CACHE_READ_BUDGET_MS", "80")
        );
        options.ShouldBe(
            new RedisOptions("cache.example", 7000)
            {
                Password = "secret",
                Tls = true,
                Database = 4,
                ReadBudget = TimeSpan.FromMilliseconds(80),
            }
        );
        options!.ToString().ShouldBe("cache.example:7000/4 (TLS)");
    }

    [Fact]
    public void NameTheUsualPortAndTheDesignsBudget_WhenNothingElseIsSaid()
    {
        var options = From(("LISTENERS_REDIS_HOST", "cache.example"))!;
        options.ShouldBe(new RedisOptions("cache.example", 6379));
        options.ReadBudget.ShouldBe(TimeSpan.FromMilliseconds(50));
        options.RaiseBudget.ShouldBe(TimeSpan.FromMilliseconds(250));
    }

    [Fact]
    public void NameThisMachine_WhenTheLocalServerIsWanted() =>
        From(("USE_LOCAL_REDIS", "true"), ("LISTENERS_REDIS_HOST", "cache.example"), ("LISTENERS_REDIS_TLS", "true"))
            .ShouldBe(new RedisOptions("127.0.0.1", 6379));

    [Theory]
    [InlineData("LISTENERS_REDIS_HOST", "redis://cache.example:6379")]
    [InlineData("LISTENERS_REDIS_PORT", "0")]
    [InlineData("LISTENERS_REDIS_PORT", "65536")]
    [InlineData("LISTENERS_REDIS_PORT", "6379a")]
    [InlineData("LISTENERS_REDIS_DB", "-1")]
    [InlineData("LISTENERS_REDIS_TLS", "maybe")]
    [InlineData("USE_LOCAL_REDIS", "perhaps")]
    [InlineData("HR_CACHE_READ_BUDGET_MS", "0")]
    public void NameTheVariable_WhenItsValueIsBad(string name, string value) =>
        Should
            .Throw<InvalidOperationException>(() => From(("LISTENERS_REDIS_HOST", "cache.example"), (name, value)))
            .Message.ShouldStartWith(name);

    private static RedisOptions? From(params (string Name, string Value)[] settings)
    {
        var values = settings.GroupBy(setting => setting.Name).ToDictionary(group => group.Key, group => (string?)group.Last().Value);
        return RedisOptions.From(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
    }
}
