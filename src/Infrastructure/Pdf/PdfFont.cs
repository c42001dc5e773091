using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pinnokio.Infrastructure.Pdf;

/// <summary>A font as one document uses it: it embeds the glyphs that were asked for, and says which text they stand for.</summary>
internal sealed class PdfFont(TrueTypeFont font)
{
    private const string Missing = "?";
    private const int FixedBlackAndWhite = 4; // a symbolic font: its glyphs go by number
    private const int MaxMappings = 100;

    private readonly List<int> _glyphs = [0];
    private readonly List<string> _texts = [""];
    private readonly Dictionary<Rune, int> _numbers = [];

    public double Measure(string text, double size)
    {
        var units = 0;
        foreach (var character in text.EnumerateRunes())
        {
            units += font.MetricsOf(_glyphs[NumberOf(character)]).Advance;
        }

        return units * size / font.UnitsPerEm;
    }

    /// <summary>The text as the numbers of its glyphs, in hexadecimal.</summary>
    public string Encode(string text)
    {
        var code = new StringBuilder(text.Length * 4);
        foreach (var character in text.EnumerateRunes())
        {
            code.Append(NumberOf(character).ToString("X4", CultureInfo.InvariantCulture));
        }

        return code.ToString();
    }

    /// <summary>Adds the font to the file and returns its object.</summary>
    public int WriteTo(PdfFile file)
    {
        var program = FontSubset.Of(font, _glyphs);
        var name = $"{Tag(program)}+{font.Name}";
        var content = file.AddStream($"/Length1 {program.Length}", program);
        var descriptor = file.Add(
            $"<</Type/FontDescriptor/FontName/{name}/Flags {FixedBlackAndWhite}/FontBBox[{string.Join(' ', font.Box)}]/ItalicAngle 0"
                + $"/Ascent {font.Ascent}/Descent {font.Descent}/CapHeight {font.Ascent * 3 / 4}/StemV 80/FontFile2 {content} 0 R>>"
        );
        var widths = string.Join(' ', _glyphs.Select(glyph => font.Thousandths(font.MetricsOf(glyph).Advance)));
        var descendant = file.Add(
            $"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                + $"/FontDescriptor {descriptor} 0 R/CIDToGIDMap/Identity/DW 1000/W[0[{widths}]]>>"
        );
        var texts = file.AddStream("", Encoding.ASCII.GetBytes(TextMap()));
        return file.Add(
            $"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]/ToUnicode {texts} 0 R>>"
        );
    }

    private int NumberOf(Rune character)
    {
        if (_numbers.TryGetValue(character, out var number))
        {
            return number;
        }

        var glyph = font.GlyphOf(character);
        if (glyph == 0)
        {
            glyph = font.GlyphOf(Missing.EnumerateRunes().First()); // the text stays what it is, also where it cannot be drawn
        }

        _glyphs.Add(glyph);
        _texts.Add(character.ToString());
        return _numbers[character] = _glyphs.Count - 1;
    }

    /// <summary>Six letters that tell this subset from others.</summary>
    private static string Tag(byte[] program) =>
        string.Concat(SHA256.HashData(program).Take(6).Select(value => (char)('A' + (value % 26))));

    private string TextMap()
    {
        var map = new StringBuilder(
            "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                + "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"
        );
        foreach (var part in Enumerable.Range(1, _texts.Count - 1).Chunk(MaxMappings))
        {
            map.Append(CultureInfo.InvariantCulture, $"{part.Length} beginbfchar\n");
            foreach (var number in part)
            {
                var text = Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(_texts[number]));
                map.Append(CultureInfo.InvariantCulture, $"<{number:X4}><{text}>\n");
            }

            map.Append("endbfchar\n");
        }

        return map.Append("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n").ToString();
    }
}
