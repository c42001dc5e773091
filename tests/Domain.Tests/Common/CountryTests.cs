using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Tests.Common;

public sealed class CountryTests
{
    [Theory]
    [InlineData("Switzerland", "CH")]
    [InlineData("Suisse", "CH")]
    [InlineData("SCHWEIZ", "CH")]
    [InlineData(" Svizzera ", "CH")]
    [InlineData("ch", "CH")]
    [InlineData("Confe\u0301de\u0301ration suisse", "CH")]
    [InlineData("France", "FR")]
    [InlineData("Frankreich", "FR")]
    [InlineData("Francia", "FR")]
    [InlineData("FR", "FR")]
    [InlineData("R\u00C9PUBLIQUE FRAN\u00C7AISE", "FR")]
    public void FindsTheCode_WhenTheNameIsKnown(string name, string code) => CountryNames.ToCode(name).ShouldBe(code);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Atlantis")]
    [InlineData("Swi\ntzerland")]
    [InlineData("DE")]
    public void FindsNothing_WhenTheNameIsUnknown(string? name) => CountryNames.ToCode(name).ShouldBeNull();

    [Theory]
    [InlineData("CH", "CH")]
    [InlineData(" fr", "FR")]
    [InlineData("XK", "XK")]
    public void ReadsAssignedCodes(string written, string expected)
    {
        CountryCode.TryParse(written, out var code).ShouldBeTrue();

        code.ShouldBe(expected);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("XX")]
    [InlineData("C")]
    [InlineData("CHE")]
    [InlineData("UK")]
    public void Refuses_CodesOfNoCountry(string? written) => CountryCode.IsValid(written).ShouldBeFalse();

    [Theory]
    [InlineData("CHF", true)]
    [InlineData("eur ", true)]
    [InlineData("XYZ", false)]
    [InlineData("CH", false)]
    [InlineData(null, false)]
    public void KnowsCurrencies(string? written, bool expected) => CurrencyCode.IsValid(written).ShouldBe(expected);
}
