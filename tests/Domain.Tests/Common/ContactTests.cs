using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Tests.Common;

public sealed class ContactTests
{
    [Theory]
    [InlineData(" Anna.Muster@Example.CH ", "anna.muster@example.ch")]
    [InlineData("a+b@sub.example.org", "a+b@sub.example.org")]
    [InlineData("andre\u0301@example.ch", "andr\u00E9@example.ch")]
    public void LowersMailAddresses(string written, string expected)
    {
        EmailAddress.TryParse(written, out var address).ShouldBeTrue();

        address.ShouldBe(expected);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("anna")]
    [InlineData("anna@example")]
    [InlineData("anna@@example.ch")]
    [InlineData("an na@example.ch")]
    [InlineData("anna@example..ch")]
    [InlineData("anna@.ch")]
    [InlineData("@example.ch")]
    [InlineData("anna@example.ch\nbcc: x@y.z")]
    public void Refuses_WhatIsNoMailAddress(string? written) => EmailAddress.IsValid(written).ShouldBeFalse();

    [Theory]
    [InlineData(254, true)]
    [InlineData(255, false)]
    public void LimitsTheLengthOfMailAddresses(int length, bool expected) =>
        EmailAddress.IsValid("a@" + new string('b', length - 5) + ".ch").ShouldBe(expected);

    [Theory]
    [InlineData("+41 22 123 45 67", "+41221234567")]
    [InlineData("+33.1.23.45.67.89", "+33123456789")]
    [InlineData("+123456789012345", "+123456789012345")]
    [InlineData("+1234567", "+1234567")]
    public void ReadsInternationalPhoneNumbers(string written, string expected)
    {
        PhoneNumber.TryParse(written, out var number).ShouldBeTrue();

        number.ShouldBe(expected);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("022 123 45 67")]
    [InlineData("+0221234567")]
    [InlineData("+123456")]
    [InlineData("+1234567890123456")]
    [InlineData("+41 22 CALL ME")]
    public void Refuses_WhatIsNoPhoneNumber(string? written) => PhoneNumber.IsValid(written).ShouldBeFalse();

    [Theory]
    [InlineData("Europe/Zurich", true)]
    [InlineData("America/Argentina/Buenos_Aires", true)]
    [InlineData("UTC", true)]
    [InlineData("Europe/Atlantis", false)]
    [InlineData("europe/zurich", false)]
    [InlineData("../../etc/passwd", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void KnowsTimeZones(string? name, bool expected) => TimeZoneName.IsValid(name).ShouldBe(expected);
}
