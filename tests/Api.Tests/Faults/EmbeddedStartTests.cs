using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Faults;

/// <summary>The product started by one command with nothing configured, as a process of its own.</summary>
public sealed class EmbeddedStartTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly OwnHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task AnswersThePrintedCallAndEndsWithoutATrace_WhenInterrupted()
    {
        await using var product = await ProductProcess.ListeningAsync(_home.Settings);
        await product.WaitUntilReadyAsync();

        var call = await product.Process.LineAsync("curl -s ");
        (await ChildProcess.RunAsync("/bin/sh", "-c", call)).ShouldContain("\"ok\":true");
        (await _home.ModeAsync("service-token")).ShouldBe("600");
        (await _home.ModeAsync("data-key")).ShouldBe("600");
        _home.Processes().ShouldBePositive();

        (await product.Process.EndAsync(UnixSignal.Interrupt, s_patience)).ShouldBe(0);
        _home.Processes().ShouldBe(0);
    }

    [Fact]
    public async Task GoesOnWithItsData_AfterAKillAndASecondStart()
    {
        Company company;
        await using (var killed = await ProductProcess.ListeningAsync(_home.Settings))
        {
            await killed.WaitUntilReadyAsync();
            company = await Company.EnsureAsync(killed.Client);
            await company.HireAsync(killed.Client, "E-1");
            await killed.Process.KillAsync();
        }

        await using var product = await ProductProcess.ListeningAsync(_home.Settings);
        await product.WaitUntilReadyAsync();

        (await company.ReadAsync(product.Client, "reader")).FirstName.ShouldBe("Ada");
        (await product.Process.TerminateAsync(s_patience)).ShouldBe(0);
        _home.Processes().ShouldBe(0);
    }

    [Fact]
    public async Task RunsBesideAnotherInstance()
    {
        using var otherHome = new OwnHome();
        await using var one = await ProductProcess.ListeningAsync(_home.Settings);
        await using var other = await ProductProcess.ListeningAsync(otherHome.Settings);
        await one.WaitUntilReadyAsync();
        await other.WaitUntilReadyAsync();
        var company = await Company.EnsureAsync(one.Client);
        await company.HireAsync(one.Client, "E-1");

        (await company.ReadAsync(one.Client, "reader")).FirstName.ShouldBe("Ada");
        (await company.ListAsync(other.Client, "reader")).Data.GetProperty("employees").GetArrayLength().ShouldBe(0);
        (await one.Process.TerminateAsync(s_patience)).ShouldBe(0);
        (await other.Process.TerminateAsync(s_patience)).ShouldBe(0);
    }

    [Fact]
    public async Task RefusesASecondInstanceOfTheSameHome()
    {
        await using var first = await ProductProcess.ListeningAsync(_home.Settings);
        await using var second = ProductProcess.Launch(_home.Settings);

        (await second.ExitAsync(s_patience)).ShouldBe(1);
        second.Lines.ShouldContain(line => line.Contains("PINNOKIO_HOME", StringComparison.Ordinal));
        (await first.Process.TerminateAsync(s_patience)).ShouldBe(0);
    }

    [Fact]
    public async Task OffersTheSameDemoCompany_OnEveryStartWithTheSwitch()
    {
        var settings = new Dictionary<string, string?>(_home.Settings);
        string first;
        await using (var product = await ProductProcess.ListeningAsync(settings, "--demo"))
        {
            first = await ReadDemoAsync(product);
            (await product.Process.TerminateAsync(s_patience)).ShouldBe(0);
        }

        await using var again = await ProductProcess.ListeningAsync(settings, "--demo");
        (await ReadDemoAsync(again)).ShouldBe(first);
        (await again.Process.TerminateAsync(s_patience)).ShouldBe(0);
    }

    private static async Task<string> ReadDemoAsync(ProductProcess product)
    {
        await product.WaitUntilReadyAsync();
        var mandate = new { mandate_path = "clients/demo/bo_clients/atelier/mandates/2026" };
        var company = (await product.Client.RpcAsync("HR.get_company_id", mandate)).Data.GetProperty("company_id").GetString()!;
        (await product.Process.LineAsync("demo_data")).ShouldContain(company);
        var employees = await new Company(Guid.Parse(company)).ListAsync(product.Client, userId: "demo");
        employees.Data.GetProperty("employees").GetArrayLength().ShouldBe(25);
        return company;
    }

    [Theory]
    [InlineData("Initialising a PostgreSQL")]
    [InlineData("PostgreSQL 15 started")]
    public async Task EndsWithoutATrace_WhenAskedToStopWhileStarting(string moment)
    {
        await using var product = ProductProcess.Launch(_home.Settings);
        await product.LineAsync(line => line.Contains(moment, StringComparison.Ordinal), s_patience);

        await product.EndAsync(UnixSignal.Terminate, s_patience);

        product.ExitCode.ShouldBeOneOf(0, 130);
        _home.Processes().ShouldBe(0);
    }
}
