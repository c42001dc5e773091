using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Pinnokio.Infrastructure.Tests.Pdf;

/// <summary>Reads a PDF's text as a viewer copies it: through its table of objects, its fonts' maps to Unicode, and from top to bottom.</summary>
internal sealed partial class PdfText
{
    private readonly byte[] _file;
    private readonly string _text; // one character per byte
    private readonly Dictionary<int, int> _places = [];

    private PdfText(byte[] file)
    {
        (_file, _text) = (file, Encoding.Latin1.GetString(file));
        var start = int.Parse(StartXref().Match(_text).Groups[1].Value, CultureInfo.InvariantCulture);
        var entries = XrefEntry().Matches(_text, start);
        for (var i = 0; i < entries.Count; i++)
        {
            _places[i + 1] = int.Parse(entries[i].Groups[1].Value, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The rows of each page, what stands in one row separated by bars.</summary>
    public static IReadOnlyList<string[]> PagesOf(byte[] file)
    {
        var pdf = new PdfText(file);
        var tree = pdf.Referred(pdf.Referred(pdf._text, "Root"), "Pages");
        return [.. Reference().Matches(Kids().Match(tree).Value).Select(kid => pdf.RowsOf(pdf.Object(Number(kid.Groups[1]))))];
    }

    /// <summary>An entry of the document's information, such as Title.</summary>
    public static string InfoOf(byte[] file, string entry)
    {
        var pdf = new PdfText(file);
        var hex = Regex.Match(pdf.Referred(pdf._text, "Info"), $"/{entry}<FEFF([0-9A-F]+)>").Groups[1].Value;
        return Encoding.BigEndianUnicode.GetString(Convert.FromHexString(hex));
    }

    public static string CatalogOf(byte[] file)
    {
        var pdf = new PdfText(file);
        return pdf.Referred(pdf._text, "Root");
    }

    /// <summary>The embedded font programs.</summary>
    public static IReadOnlyList<byte[]> FontsOf(byte[] file)
    {
        var pdf = new PdfText(file);
        return [.. pdf._places.Keys.Where(number => pdf.Object(number).Contains("/Length1", StringComparison.Ordinal)).Select(pdf.Stream)];
    }

    private string[] RowsOf(string page)
    {
        var fonts = FontEntry().Matches(page).ToDictionary(font => font.Groups[1].Value, font => MapOf(Object(Number(font.Groups[2]))));
        var content = Encoding.Latin1.GetString(Stream(Number(Regex.Match(page, @"/Contents (\d+)").Groups[1])));
        return
        [
            .. Shown()
                .Matches(content)
                .Select(show => (show, Y: decimal.Parse(show.Groups[3].Value, CultureInfo.InvariantCulture)))
                .GroupBy(at => at.Y)
                .OrderByDescending(row => row.Key)
                .Select(row => string.Join('|', row.Select(at => Decode(at.show.Groups[4].Value, fonts[at.show.Groups[1].Value])))),
        ];
    }

    private Dictionary<string, string> MapOf(string font) =>
        Mapping()
            .Matches(Encoding.Latin1.GetString(Stream(Number(Regex.Match(font, @"/ToUnicode (\d+)").Groups[1]))))
            .ToDictionary(
                pair => pair.Groups[1].Value,
                pair => Encoding.BigEndianUnicode.GetString(Convert.FromHexString(pair.Groups[2].Value))
            );

    private static string Decode(string codes, Dictionary<string, string> map) =>
        string.Concat(codes.Chunk(4).Select(code => map[new string(code)]));

    private string Referred(string from, string entry) => Object(Number(Regex.Match(from, $@"/{entry} (\d+) 0 R").Groups[1]));

    private string Object(int number)
    {
        var end = _text.IndexOf("endobj", _places[number], StringComparison.Ordinal);
        var text = _text[_places[number]..end];
        text.ShouldStartWith($"{number} 0 obj");
        return text;
    }

    private byte[] Stream(int number)
    {
        var start = _text.IndexOf("stream\n", _places[number], StringComparison.Ordinal) + "stream\n".Length;
        var length = Number(Regex.Match(Object(number), @"/Length (\d+)").Groups[1]);
        using var unpacked = new ZLibStream(new MemoryStream(_file, start, length), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        unpacked.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static int Number(Capture digits) => int.Parse(digits.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"startxref\n(\d+)\n%%EOF")]
    private static partial Regex StartXref();

    [GeneratedRegex(@"(\d{10}) 00000 n ")]
    private static partial Regex XrefEntry();

    [GeneratedRegex(@"/Kids\[.*?\]")]
    private static partial Regex Kids();

    [GeneratedRegex(@"(\d+) 0 R")]
    private static partial Regex Reference();

    [GeneratedRegex(@"/(B|R) (\d+) 0 R")]
    private static partial Regex FontEntry();

    [GeneratedRegex(@"BT /(B|R) [\d.]+ Tf [\d. ]+ rg (-?[\d.]+) (-?[\d.]+) Td <([0-9A-F]*)> Tj ET")]
    private static partial Regex Shown();

    [GeneratedRegex("<([0-9A-F]{4})><([0-9A-F]+)>\n")]
    private static partial Regex Mapping();
}
