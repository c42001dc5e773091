using Pinnokio.Domain.Hr;

namespace Pinnokio.Domain.Tests.Hr;

public sealed class SmallCodesTests
{
    [Theory]
    [InlineData("A12345678", true)]
    [InlineData("a 1234 5678", true)]
    [InlineData("12345678", false)]
    [InlineData("A1234567", false)]
    [InlineData("A123456789", false)]
    [InlineData("AB2345678", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void KnowsBusinessRegisterNumbers(string? written, bool expected) => BurNumber.IsValid(written).ShouldBe(expected);

    [Theory]
    [InlineData("9001Z", true)]
    [InlineData("90.01z", true)]
    [InlineData("9001", false)]
    [InlineData("90011", false)]
    [InlineData("Z9001", false)]
    [InlineData("9001ZZ", false)]
    [InlineData(null, false)]
    public void KnowsActivityCodes(string? written, bool expected) => ApeCode.IsValid(written).ShouldBe(expected);

    [Theory]
    [InlineData("3090", true)]
    [InlineData(" 0016 ", true)]
    [InlineData("309", false)]
    [InlineData("30900", false)]
    [InlineData("30A0", false)]
    [InlineData("30\u0669\u06600", false)]
    [InlineData(null, false)]
    public void KnowsAgreementNumbers(string? written, bool expected) => IdccCode.IsValid(written).ShouldBe(expected);

    [Theory]
    [InlineData("CH-GE", true)]
    [InlineData("FR-3090", true)]
    [InlineData("CH-ABCDEFGHIJKL", true)]
    [InlineData("CH-ABCDEFGHIJKLM", false)]
    [InlineData("CH-G", false)]
    [InlineData("ch-ge", false)]
    [InlineData("DE-BY", false)]
    [InlineData("CH-GE\n", false)]
    [InlineData(null, false)]
    public void KnowsClusterCodes(string? written, bool expected) => ClusterCode.IsValid(written).ShouldBe(expected);

    [Fact]
    public void GivesTheOneWrittenForm()
    {
        BurNumber.TryParse(" a-1234.5678", out var bur).ShouldBeTrue();
        ApeCode.TryParse("90.01z", out var ape).ShouldBeTrue();
        IdccCode.TryParse(" 3090", out var idcc).ShouldBeTrue();

        (bur, ape, idcc).ShouldBe(("A12345678", "9001Z", "3090"));
    }
}
