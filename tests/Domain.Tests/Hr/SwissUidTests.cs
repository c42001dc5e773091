using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Domain.Tests.Hr;

public sealed class SwissUidTests
{
    // CHE-100.155.212 is python-stdnum's example, CHE-123.456.788 that of the Federal Tax Administration, CHE-116.281.710 the Federal Office's own.
    [Theory]
    [InlineData("CHE-100.155.212", "CHE-100.155.212")]
    [InlineData("CHE123456788", "CHE-123.456.788")]
    [InlineData("che 116 281 710", "CHE-116.281.710")]
    public void KeepsTheWrittenForm_WhenValid(string written, string expected)
    {
        SwissUid.TryParse(written, out var number).ShouldBeTrue();

        number.ShouldBe(expected);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("CHE-100.155.213")]
    [InlineData("100.155.212")]
    [InlineData("CHF-100.155.212")]
    [InlineData("CHE-100.155.21")]
    [InlineData("CHE-100.155.2122")]
    [InlineData("CHE-100.155.21X")]
    public void Refuses_WhatIsNoNumber(string? written)
    {
        SwissUid.TryParse(written, out var number).ShouldBeFalse();

        number.ShouldBeEmpty();
    }

    [Fact]
    public void AcceptsNoDigit_WhereTheCheckWouldBeTen() =>
        Enumerable.Range(0, 10).ShouldAllBe(check => !SwissUid.IsValid($"CHE00000003{check}"));

    [Fact]
    public void AcceptsAtMostOneCheckDigit_ForAnyBody() =>
        Prop.ForAll(
                Gen.Choose(0, 99_999_999).ToArbitrary(),
                body =>
                    Enumerable
                        .Range(0, 10)
                        .Count(check => SwissUid.IsValid(string.Create(CultureInfo.InvariantCulture, $"CHE{body:D8}{check}"))) <= 1
            )
            .QuickCheckThrowOnFailure();
}
