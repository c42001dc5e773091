using FsCheck;
using FsCheck.Fluent;
using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Tests.Common;

public sealed class NfcTests
{
    [Theory]
    [InlineData("Andre\u0301", "Andr\u00E9")]
    [InlineData("Andr\u00E9", "Andr\u00E9")]
    [InlineData("Franc\u0327oise", "Fran\u00E7oise")]
    [InlineData("Mu\u0308ller", "M\u00FCller")]
    [InlineData("Dvor\u030Ca\u0301k", "Dvo\u0159\u00E1k")]
    [InlineData("Nguye\u0302\u0303n", "Nguy\u1EC5n")]
    [InlineData("\u0418\u0306", "\u0419")]
    [InlineData("\u0399\u0308\u0301", "\u03AA\u0301")]
    [InlineData("\u03B9\u0308\u0301", "\u0390")]
    public void JoinsLetterAndMarks(string written, string expected) => Nfc.Of(written).ShouldBe(expected);

    [Theory]
    [InlineData("\u1EC7")]
    [InlineData("e\u0302\u0323")]
    [InlineData("e\u0323\u0302")]
    [InlineData("\u00EA\u0323")]
    [InlineData("\u1EB9\u0302")]
    public void GivesOneForm_WhateverTheOrderOfMarks(string written) => Nfc.Of(written).ShouldBe("\u1EC7");

    [Theory]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("\u212A", "K")]
    [InlineData("\u2126", "\u03A9")]
    [InlineData("\u0344", "\u0308\u0301")]
    public void ReplacesCharactersThatUnicodeRetired(string written, string expected) => Nfc.Of(written).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("M\u00FCller-O'Brien")]
    [InlineData("x\u0301")]
    [InlineData("\u0301")]
    [InlineData("\U0001F600")]
    [InlineData("\u674E\u5C0F\u9F99")]
    [InlineData("e\u20E3\u0301")]
    public void LeavesAlone_WhatHasNoShorterForm(string text) => Nfc.Of(text).ShouldBe(text);

    [Fact]
    public void ChangesNothingTheSecondTime()
    {
        var characters =
            "aeiouAEOUcnszyY\u00E9\u00FC\u01B0\u1EA1\u0438\u03B1\u0300\u0301\u0302\u0303\u0308\u030C\u031B\u0323\u0327\u0328".ToCharArray();
        var texts = Gen.Elements(characters).ListOf().Select(list => string.Concat(list)).ToArbitrary();

        Prop.ForAll(texts, text => Nfc.Of(Nfc.Of(text)) == Nfc.Of(text)).QuickCheckThrowOnFailure();
    }
}
