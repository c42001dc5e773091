using Pinnokio.Domain.Hr;

namespace Pinnokio.Domain.Tests.Hr;

public sealed class MandatePathTests
{
    [Theory]
    [InlineData("clients/u1/bo_clients/p1/mandates/m1", "u1", "p1")]
    [InlineData("comptes/c1/mandats/m1", "c1", "m1")]
    [InlineData("comptes/c1", "c1", null)]
    [InlineData("alone", null, null)]
    [InlineData("  comptes/c1/mandats/M1  ", "c1", "M1")]
    public void NamesItsParts(string written, string? parent, string? mandate)
    {
        MandatePath.TryParse(written, out var path).ShouldBeTrue();

        path.ShouldBe(written.Trim());
        MandatePath.ParentId(path).ShouldBe(parent);
        MandatePath.MandateId(path).ShouldBe(mandate);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("/comptes/c1")]
    [InlineData("comptes/c1/")]
    [InlineData("comptes//c1")]
    [InlineData("comptes/ /c1")]
    [InlineData("comptes/../c1")]
    [InlineData("comptes/c\n1")]
    [InlineData("comptes/c\u00001")]
    public void Refuses_WhatIsNoPath(string? written) => MandatePath.IsValid(written).ShouldBeFalse();

    [Theory]
    [InlineData(512, true)]
    [InlineData(513, false)]
    public void LimitsTheLength(int length, bool expected) => MandatePath.IsValid(new string('a', length)).ShouldBe(expected);

    // Firestore compares ids byte by byte, so composing an accent would name another document.
    [Fact]
    public void KeepsAccentsAsWritten()
    {
        MandatePath.TryParse("comptes/rene\u0301", out var path).ShouldBeTrue();

        path.ShouldBe("comptes/rene\u0301");
    }
}
