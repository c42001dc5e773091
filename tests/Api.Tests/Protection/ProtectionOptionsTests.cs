using Microsoft.Extensions.Configuration;
using Pinnokio.Api.Protection;

namespace Pinnokio.Api.Tests.Protection;

public sealed class ProtectionOptionsTests
{
    [Fact]
    public void LimitsNoRate_UnlessSet()
    {
        var options = From();

        (options.PerUser, options.PerToken).ShouldBe((null, null));
        (options.Running, options.Queued).ShouldBe((512, 512));
    }

    [Fact]
    public void ReadsRatesWithAndWithoutBurst()
    {
        var options = From(
            ("RPC_RATE_PER_USER", "20/100"),
            ("RPC_RATE_PER_TOKEN", "500"),
            ("RPC_MAX_RUNNING", "8"),
            ("RPC_MAX_QUEUED", "0")
        );

        options.PerUser.ShouldBe(new CallRate(20, 100));
        options.PerToken.ShouldBe(new CallRate(500, 500));
        (options.Running, options.Queued).ShouldBe((8, 0));
    }

    [Theory]
    [InlineData("RPC_RATE_PER_USER", "0")]
    [InlineData("RPC_RATE_PER_USER", "-1")]
    [InlineData("RPC_RATE_PER_USER", "1/2/3")]
    [InlineData("RPC_RATE_PER_USER", "5/")]
    [InlineData("RPC_RATE_PER_TOKEN", "fast")]
    [InlineData("RPC_MAX_RUNNING", "0")]
    [InlineData("RPC_MAX_QUEUED", "1e3")]
    public void RefusesABadValueByName(string variable, string value) =>
        Should.Throw<InvalidOperationException>(() => From((variable, value))).Message.ShouldStartWith(variable);

    private static ProtectionOptions From(params (string Name, string Value)[] settings) =>
        ProtectionOptions.From(
            new ConfigurationBuilder()
                .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
                .Build()
        );
}
