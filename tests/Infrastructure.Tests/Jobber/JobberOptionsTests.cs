using Microsoft.Extensions.Configuration;
using Pinnokio.Infrastructure.Jobber;

namespace Pinnokio.Infrastructure.Tests.Jobber;

public sealed class JobberOptionsTests
{
    private readonly Dictionary<string, string?> _settings = new()
    {
        ["HR_JOBBER_URL"] = "https://jobber.example.com/hr",
        ["HR_JOBBER_API_KEY"] = "secret-key",
        ["LISTENERS_URL"] = "https://pinnokio.example.com",
    };

    [Fact]
    public void ReadsWhatIsSet()
    {
        _settings["HR_JOBBER_TIMEOUT"] = "5";
        var options = Read().ShouldNotBeNull();
        (options.Address.AbsoluteUri, options.ApiKey, options.Timeout).ShouldBe(
            ("https://jobber.example.com/hr/", "secret-key", TimeSpan.FromSeconds(5))
        );
        options.ToString().ShouldBe("https://jobber.example.com/hr");
    }

    [Fact]
    public void WaitsThirtySeconds_UnlessToldOtherwise() => Read()!.Timeout.ShouldBe(TimeSpan.FromSeconds(30));

    [Fact]
    public void IsNone_WithoutAnAddress()
    {
        _settings["HR_JOBBER_URL"] = "";
        Read().ShouldBeNull();
    }

    [Theory]
    [InlineData("HR_JOBBER_URL", "jobber")]
    [InlineData("HR_JOBBER_URL", "ftp://jobber")]
    [InlineData("HR_JOBBER_URL", "https://user:password@jobber")]
    [InlineData("HR_JOBBER_URL", "https://jobber/?key=1")]
    [InlineData("HR_JOBBER_API_KEY", "")]
    [InlineData("HR_JOBBER_API_KEY", "two words")]
    [InlineData("HR_JOBBER_API_KEY", "clé")]
    [InlineData("HR_JOBBER_TIMEOUT", "0")]
    [InlineData("HR_JOBBER_TIMEOUT", "soon")]
    [InlineData("LISTENERS_URL", "")]
    [InlineData("LISTENERS_URL", "here")]
    public void NamesTheVariable_WhenItsValueIsBad(string variable, string value)
    {
        _settings[variable] = value;
        Should.Throw<InvalidOperationException>(Read).Message.ShouldStartWith(variable);
    }

    private JobberOptions? Read() => JobberOptions.From(new ConfigurationBuilder().AddInMemoryCollection(_settings).Build());
}
