using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Domain.Tests.Hr;

public sealed class AvsNumberTests
{
    // 756.9217.0769.85 is the specimen of the Central Compensation Office; the other is common in Swiss payroll documents.
    [Theory]
    [InlineData("756.9217.0769.85", "7569217076985")]
    [InlineData("7569217076985", "7569217076985")]
    [InlineData(" 756 1234 5678 97 ", "7561234567897")]
    public void KeepsTheDigits_WhenValid(string written, string expected)
    {
        AvsNumber.TryParse(written, out var number).ShouldBeTrue();

        number.ShouldBe(expected);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("756.9217.0769.84")]
    [InlineData("756.9217.0769.8")]
    [InlineData("756.9217.0769.851")]
    [InlineData("7579217076982")]
    [InlineData("756921707698X")]
    [InlineData("756921707698\u0665")]
    public void Refuses_WhatIsNoNumber(string? written)
    {
        AvsNumber.TryParse(written, out var number).ShouldBeFalse();

        number.ShouldBeEmpty();
    }

    [Fact]
    public void AcceptsExactlyOneCheckDigit_ForAnyBody() =>
        Prop.ForAll(
                Gen.Choose(0, 999_999_999).ToArbitrary(),
                body =>
                    Enumerable
                        .Range(0, 10)
                        .Single(check => AvsNumber.IsValid(string.Create(CultureInfo.InvariantCulture, $"756{body:D9}{check}")))
                    == ExpectedCheckDigit(body)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void MasksAllButTheLastTwo() => AvsNumber.Mask("7569217076985").ShouldBe("756.****.****.85");

    // As GS1 words it: from the right, weights 3 and 1 in turn, then up to the next ten.
    private static int ExpectedCheckDigit(int body)
    {
        var sum = 0;
        var weight = 3;
        for (var rest = 756_000_000_000L + body; rest > 0; rest /= 10)
        {
            sum += (int)(rest % 10) * weight;
            weight = 4 - weight;
        }

        return (10 - sum % 10) % 10;
    }
}
