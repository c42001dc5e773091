using System.Net;
using System.Net.Sockets;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Faults;

/// <summary>What must not start does not, and says which variable to mend.</summary>
public sealed class RefusedStartTests : IDisposable
{
    private const string SomeUrl = "postgresql://user:password@127.0.0.1:1/none";
    private const string SomeKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private readonly OwnHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("PORT", "abc")]
    [InlineData("PORT", "70000")]
    [InlineData("NEON_DATABASE_URL", "http://x")]
    [InlineData("HR_COMPANY_ACCESS", "foo")]
    [InlineData("LISTENERS_CHANNEL_PREFIX", "msg:")]
    [InlineData("LISTENERS_REDIS_PORT", "foo")]
    [InlineData("PINNOKIO_DATA_KEY", "short")]
    [InlineData("PINNOKIO_POSTGRES_POOL", "none")]
    [InlineData("RPC_IDEMP_WINDOW", "-1")]
    [InlineData("HR_CACHE_TTL_EMPLOYEES", "soon")]
    [InlineData("HR_JOBBER_URL", "jobber")]
    public Task NamesTheVariable_WhenItsValueIsBad(string variable, string value) =>
        ShouldRefuseAsync(variable, settings => settings[variable] = value);

    [Theory]
    [InlineData("NEON_DATABASE_URL")]
    [InlineData("LISTENERS_REDIS_HOST")]
    [InlineData("LISTENERS_SERVICE_TOKEN")]
    [InlineData("PINNOKIO_DATA_KEY")]
    [InlineData("HR_JOBBER_URL")]
    public Task NamesTheVariable_WhenItIsMissingInProduction(string variable) =>
        ShouldRefuseAsync(
            variable,
            settings =>
            {
                settings["ASPNETCORE_ENVIRONMENT"] = "Production";
                settings["LISTENERS_REDIS_HOST"] = TestRedis.Host;
                settings["LISTENERS_SERVICE_TOKEN"] = PinnokioApp.Token;
                settings["PINNOKIO_DATA_KEY"] = SomeKey;
                settings["HR_JOBBER_URL"] = "http://127.0.0.1:1";
                settings["HR_JOBBER_API_KEY"] = "key";
                settings["LISTENERS_URL"] = "http://127.0.0.1:2";
                settings[variable] = null;
            }
        );

    [Theory]
    [InlineData("NEON_SECRET_NAME")]
    [InlineData("NEON_DATABASE_URL")]
    public Task NamesBothVariables_WhenASecretAloneNamesTheDatabase(string variable) =>
        ShouldRefuseAsync(
            variable,
            settings =>
            {
                settings["NEON_DATABASE_URL"] = null;
                settings["NEON_SECRET_NAME"] = "projects/p/secrets/neon";
            }
        );

    [Fact]
    public async Task NamesThePort_WhenSomebodyHasIt()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;

        await ShouldRefuseAsync("PORT", settings => settings["PORT"] = $"{port}");
    }

    [Fact]
    public Task NamesTheAddress_WhenItIsNotOfThisMachine() =>
        ShouldRefuseAsync("ASPNETCORE_URLS", settings => settings["ASPNETCORE_URLS"] = "http://192.0.2.1:8080");

    [Fact]
    public async Task StartsInProductionWithNothingConfigured_WhenThatIsAllowed()
    {
        var settings = _home.Settings;
        settings["ASPNETCORE_ENVIRONMENT"] = "Production";
        settings["PINNOKIO_ALLOW_EMBEDDED"] = "1";
        await using var product = await ProductProcess.ListeningAsync(settings);
        await product.WaitUntilReadyAsync();

        (await product.Process.TerminateAsync(TimeSpan.FromSeconds(60))).ShouldBe(0);
        _home.Processes().ShouldBe(0);
    }

    private async Task ShouldRefuseAsync(string variable, Action<Dictionary<string, string?>> change)
    {
        var settings = _home.Settings;
        settings["NEON_DATABASE_URL"] = SomeUrl;
        change(settings);
        await using var product = ProductProcess.Launch(settings);

        (await product.ExitAsync(TimeSpan.FromSeconds(60))).ShouldBe(1);

        var told = string.Join('\n', product.Lines.Where(line => !line.StartsWith('{'))); // beside the log
        told.ShouldContain(variable);
        told.ShouldNotContain("   at "); // a stack would bury the message
        _home.Processes().ShouldBe(0);
    }
}
