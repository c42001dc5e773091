using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Domain.Tests.Hr;

public sealed class FrenchNirTests
{
    // Published examples: python-stdnum (both Corsican ones among them) and betagouv/nir_validate.
    [Theory]
    [InlineData("2 95 10 99 126 111 93", "295109912611193")]
    [InlineData("253072B07300470", "253072B07300470")]
    [InlineData("253072a07300443", "253072A07300443")]
    [InlineData("2 55 08 14 168 025 38", "255081416802538")]
    public void KeepsFifteenCharacters_WhenValid(string written, string expected)
    {
        FrenchNir.TryParse(written, out var number).ShouldBeTrue();

        number.ShouldBe(expected);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2551416802538")]
    [InlineData("255081416802539")]
    [InlineData("253072B07300443")]
    [InlineData("253072C07300443")]
    [InlineData("2550814168025")]
    [InlineData("25508141680253812")]
    [InlineData("25508141680253\u0668")]
    public void Refuses_WhatIsNoNumber(string? written)
    {
        FrenchNir.TryParse(written, out var number).ShouldBeFalse();

        number.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(12, true)]
    [InlineData(20, true)]
    [InlineData(42, true)]
    [InlineData(50, true)]
    [InlineData(99, true)]
    [InlineData(0, false)]
    [InlineData(13, false)]
    [InlineData(19, false)]
    [InlineData(43, false)]
    [InlineData(49, false)]
    public void KnowsTheMonthsInUse(int month, bool expected) =>
        FrenchNir.IsValid(WithKey(string.Create(CultureInfo.InvariantCulture, $"185{month:D2}75123456"))).ShouldBe(expected);

    [Theory]
    [InlineData('1', true)]
    [InlineData('2', true)]
    [InlineData('3', true)]
    [InlineData('4', true)]
    [InlineData('7', true)]
    [InlineData('8', true)]
    [InlineData('0', false)]
    [InlineData('5', false)]
    [InlineData('6', false)]
    [InlineData('9', false)]
    public void KnowsTheSexDigitsInUse(char sex, bool expected) => FrenchNir.IsValid(WithKey(sex + "851275123456")).ShouldBe(expected);

    [Theory]
    [InlineData("1851200123456")]
    [InlineData("1851275123000")]
    public void Refuses_DepartmentOrOrderOfZeroes(string body) => FrenchNir.IsValid(WithKey(body)).ShouldBeFalse();

    [Fact]
    public void AcceptsExactlyOneKey_ForAnyOrderNumber() =>
        Prop.ForAll(
                Gen.Choose(1, 999).ToArbitrary(),
                order =>
                {
                    var body = string.Create(CultureInfo.InvariantCulture, $"1851275123{order:D3}");
                    return Enumerable.Range(0, 100).Count(key => FrenchNir.IsValid($"{body}{key:D2}")) == 1
                        && FrenchNir.IsValid(WithKey(body));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void MasksAllButTheLastFour() => FrenchNir.Mask("295109912611193").ShouldBe("***********1193");

    private static string WithKey(string body) =>
        string.Create(CultureInfo.InvariantCulture, $"{body}{97 - (int)(decimal.Parse(body, CultureInfo.InvariantCulture) % 97):D2}");
}
