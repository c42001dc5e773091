using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Pinnokio.Infrastructure.Settings;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Settings;

public sealed class UnreadSettingsTests
{
    [Fact]
    public async Task AreNamed_WhenTheyAreSetAndHaveNoEffect() =>
        (await WarningsAsync(("RPC_IDEMP_DISABLE", "true"), ("RPC_IDEMP_DISABLE_METHODS", ""), ("RPC_IDEMP_TTL", "900")))
            .ShouldHaveSingleItem()
            .ShouldBe("RPC_IDEMP_DISABLE is set and has no effect");

    [Fact]
    public async Task AreNamedOneByOne() =>
        (
            await WarningsAsync(
                ("RPC_IDEMP_DISABLE", "0"),
                ("RPC_IDEMP_DISABLE_METHODS", "HR.create_employee"),
                ("NEON_SECRET_NAME", "neon")
            )
        ).Length.ShouldBe(3);

    private static async Task<string[]> WarningsAsync(params (string Name, string Value)[] settings)
    {
        using var log = new LogCapture();
        var values = settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        await new UnreadSettings(configuration, log.For<UnreadSettings>()).StartAsync(CancellationToken.None);
        return [.. log.At(LogLevel.Warning)];
    }
}
