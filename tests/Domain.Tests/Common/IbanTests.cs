using FsCheck;
using FsCheck.Fluent;
using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Tests.Common;

public sealed class IbanTests
{
    // Examples as printed in the SWIFT IBAN registry.
    [Theory]
    [InlineData("CH93 0076 2011 6238 5295 7")]
    [InlineData("LI21 0881 0000 2324 013A A")]
    [InlineData("FR14 2004 1010 0505 0001 3M02 606")]
    [InlineData("DE89 3704 0044 0532 0130 00")]
    [InlineData("AT61 1904 3002 3457 3201")]
    [InlineData("IT60 X054 2811 1010 0000 0123 456")]
    [InlineData("BE68 5390 0754 7034")]
    [InlineData("ES91 2100 0418 4502 0005 1332")]
    [InlineData("NL91 ABNA 0417 1643 00")]
    [InlineData("GB29 NWBK 6016 1331 9268 19")]
    [InlineData("LU28 0019 4006 4475 0000")]
    [InlineData("NO93 8601 1117 947")]
    [InlineData("MT84 MALT 0110 0001 2345 MTLC AST0 01S")]
    [InlineData("PT50 0002 0123 1234 5678 9015 4")]
    [InlineData("SE45 5000 0000 0583 9825 7466")]
    [InlineData("PL61 1090 1014 0000 0712 1981 2874")]
    public void AcceptsPublishedExamples(string written)
    {
        Iban.TryParse(written, out var canonical).ShouldBeTrue();

        canonical.ShouldBe(written.Replace(" ", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ch9300762011623852957")]
    [InlineData(" CH93-0076-2011-6238-5295-7 ")]
    [InlineData("CH93\u00A00076\u00A02011\u00A06238\u00A05295\u00A07")]
    public void KeepsOneForm_HoweverWritten(string written)
    {
        Iban.TryParse(written, out var canonical).ShouldBeTrue();

        canonical.ShouldBe("CH9300762011623852957");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("CH")]
    [InlineData("CH9300762011623852958")]
    [InlineData("CH930076201162385295")]
    [InlineData("CH93007620116238529570")]
    [InlineData("ZZ9300762011623852957")]
    [InlineData("9300762011623852957CH")]
    [InlineData("CHA300762011623852957")]
    [InlineData("CH93\u0660\u0660762011623852957")]
    [InlineData("CH93_0762011623852957")]
    public void Refuses_WhatIsNoAccount(string? written)
    {
        Iban.TryParse(written, out var canonical).ShouldBeFalse();

        canonical.ShouldBeEmpty();
    }

    [Fact]
    public void Refuses_CheckDigitsThatAreNeverIssued()
    {
        var twins = Enumerable.Range(0, 10_000).Select(n => $"CH01{n:D17}").Concat(Enumerable.Range(0, 10_000).Select(n => $"CH99{n:D17}"));

        twins.ShouldAllBe(iban => !Iban.IsValid(iban));
    }

    [Fact]
    public void Refuses_EveryChangeOfOneDigit()
    {
        const string iban = "CH9300762011623852957";
        var changes = from place in Gen.Choose(2, iban.Length - 1) from step in Gen.Choose(1, 9) select (place, step);

        Prop.ForAll(
                changes.ToArbitrary(),
                change =>
                {
                    var digits = iban.ToCharArray();
                    digits[change.place] = (char)('0' + (digits[change.place] - '0' + change.step) % 10);
                    return !Iban.IsValid(new string(digits));
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void MasksTheMiddle() => Iban.Mask("CH9300762011623852957").ShouldBe("CH93 **** 2957");
}
