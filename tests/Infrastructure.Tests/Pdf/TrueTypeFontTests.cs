using System.Text;
using Pinnokio.Infrastructure.Pdf;

namespace Pinnokio.Infrastructure.Tests.Pdf;

public sealed class TrueTypeFontTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void GivesAllDigitsOneWidth(bool bold)
    {
        var font = Font(bold);
        var widths = "0123456789".EnumerateRunes().Select(digit => (int)font.MetricsOf(font.GlyphOf(digit)).Advance).ToArray();

        widths.ShouldAllBe(width => width > 0);
        (widths.Max() - widths.Min()).ShouldBeLessThan(font.UnitsPerEm / 500); // the bold face is off by a thousandth
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void HasTheLettersOfItsReaders(bool bold) =>
        "ÀÂÆÇÈÉÊËÎÏÔŒÙÛÜŸàâæçèéêëîïôœùûüÿÄÖẞäößŁłŻżŞşĐđŘřŐőȚț’«»–−×·•€%"
            .EnumerateRunes()
            .Where(letter => Font(bold).GlyphOf(letter) == 0)
            .ShouldBeEmpty();

    [Fact]
    public void HasNoGlyph_WhenTheCharacterIsOfAnotherScript() => Font(bold: false).GlyphOf(new Rune('李')).ShouldBe(0);

    private static TrueTypeFont Font(bool bold) => bold ? InterFont.Bold : InterFont.Regular;
}
