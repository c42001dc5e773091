using Pinnokio.Domain.Hr;

namespace Pinnokio.Domain.Tests.Hr;

public sealed class SiretTests
{
    // 732 829 320 00074 is the example of Sirene's description; the others are La Poste's head office and one of its branches.
    [Theory]
    [InlineData("732 829 320 00074", "73282932000074")]
    [InlineData("73282932000074", "73282932000074")]
    [InlineData("35600000000048", "35600000000048")]
    [InlineData("356 000 000 49837", "35600000049837")]
    public void KeepsTheDigits_WhenValid(string written, string expected)
    {
        Siret.TryParse(written, out var number).ShouldBeTrue();

        number.ShouldBe(expected);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("73282932000079")]
    [InlineData("7328293200007")]
    [InlineData("732829320000740")]
    [InlineData("7328293200007A")]
    [InlineData("35600000049838")]
    public void Refuses_WhatIsNoNumber(string? written)
    {
        Siret.TryParse(written, out var number).ShouldBeFalse();

        number.ShouldBeEmpty();
    }

    [Fact]
    public void Refuses_WhenOnlyTheCompanyPartIsWrong() => Siret.IsValid("73282932100072").ShouldBeFalse();

    [Fact]
    public void GrantsThePostOfficeRule_ToThePostOfficeOnly() => Siret.IsValid("73282932000004").ShouldBeFalse();
}
