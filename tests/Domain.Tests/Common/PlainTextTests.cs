using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Tests.Common;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("  Anna  ", "Anna")]
    [InlineData("\u00A0Rene\u0301\n", "Ren\u00E9")]
    [InlineData("Jean Paul", "Jean Paul")]
    [InlineData("\U0001F600", "\U0001F600")]
    [InlineData("   ", "")]
    public void TrimsAndComposes(string written, string expected)
    {
        PlainText.TryClean(written, out var clean).ShouldBeTrue();

        clean.ShouldBe(expected);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("An\nna")]
    [InlineData("An\0na")]
    [InlineData("An\u007Fna")]
    [InlineData("An\u2028na")]
    [InlineData("An\u2029na")]
    public void Refuses_WhatIsNotOneLineOfText(string? written)
    {
        PlainText.TryClean(written, out var clean).ShouldBeFalse();

        clean.ShouldBeEmpty();
    }

    // The halves are joined at run time, because a test's name must itself be valid Unicode.
    [Theory]
    [InlineData(0xD800)]
    [InlineData(0xDC00)]
    public void Refuses_HalfASurrogatePair(int half) => PlainText.TryClean("An" + (char)half + "na", out _).ShouldBeFalse();
}
