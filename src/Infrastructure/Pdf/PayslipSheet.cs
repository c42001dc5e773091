using System.Globalization;
using System.Text;

namespace Pinnokio.Infrastructure.Pdf;

/// <summary>
/// The A4 pages of a payslip under the pen. Places are points from the left and from the top; what is drawn goes from top to bottom, and a page
/// that is full is followed by another.
/// </summary>
internal sealed class PayslipSheet(Action<PayslipSheet> onContinuation)
{
    public const double Left = 42;
    public const double Right = 553;
    public const double Width = Right - Left;
    private const double PageWidth = 595;
    private const double PageHeight = 842;
    private const double Top = 40;
    private const double Bottom = 786;
    private const string Ellipsis = "…";
    private const double WatermarkSize = 96;
    private const double WatermarkAngle = 52 * Math.PI / 180;

    private readonly PdfFont _regular = new(InterFont.Regular);
    private readonly PdfFont _bold = new(InterFont.Bold);
    private readonly List<StringBuilder> _pages = [new()];
    private string _beneath = "";
    private int _page;

    /// <summary>Where the next row begins.</summary>
    public double Y { get; set; } = Top;

    private StringBuilder Page => _pages[_page];

    /// <summary>Turns the page unless this much still fits below.</summary>
    public void Reserve(double height)
    {
        if (Y + height > Bottom)
        {
            _pages.Add(new StringBuilder());
            (_page, Y) = (_page + 1, Top);
            onContinuation(this);
        }
    }

    public void Text(string text, double x, double y, double size, bool bold = false, Ink ink = Ink.Black)
    {
        if (text.Length > 0)
        {
            var place = Invariant($"{x:0.##} {PageHeight - y:0.##} Td");
            Page.Append(Invariant($"BT /{Name(bold)} {size:0.##} Tf {Colour(ink)} rg {place} <{Font(bold).Encode(text)}> Tj ET\n"));
        }
    }

    public void TextToRight(string text, double right, double y, double size, bool bold = false, Ink ink = Ink.Black) =>
        Text(text, right - Measure(text, size, bold), y, size, bold, ink);

    public void Rule(double y, Ink ink = Ink.Line, double width = 0.6) =>
        Page.Append(Invariant($"{Colour(ink)} RG {width:0.##} w {Left} {PageHeight - y:0.##} m {Right} {PageHeight - y:0.##} l S\n"));

    public void Band(double y, double height, Ink ink) =>
        Page.Append(Invariant($"{Colour(ink)} rg {Left} {PageHeight - y - height:0.##} {Width} {height:0.##} re f\n"));

    /// <summary>Puts a word across every page, beneath what is there.</summary>
    public void Watermark(string word)
    {
        var (cos, sin) = (Math.Cos(WatermarkAngle), Math.Sin(WatermarkAngle));
        var place = Invariant($"{cos:0.####} {sin:0.####} {-sin:0.####} {cos:0.####} {PageWidth / 2:0.##} {PageHeight / 2:0.##} cm");
        var start = Invariant($"{-Measure(word, WatermarkSize, bold: true) / 2:0.##} {-WatermarkSize / 3:0.##} Td");
        _beneath = Invariant(
            $"q {place} BT /{Name(bold: true)} {WatermarkSize} Tf {Colour(Ink.Faint)} rg {start} <{_bold.Encode(word)}> Tj ET Q\n"
        );
    }

    /// <summary>Draws on every page, once all are known.</summary>
    public void OnEveryPage(Action<int, int> draw)
    {
        for (_page = 0; _page < _pages.Count; _page++)
        {
            draw(_page + 1, _pages.Count);
        }

        _page = _pages.Count - 1;
    }

    /// <summary>The text in lines that fit; a word that does not fit is broken.</summary>
    public IReadOnlyList<string> Wrap(string text, double width, double size, bool bold = false)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Pieces(word, width, size, bold)))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && Measure(longer, size, bold) > width)
            {
                lines.Add(line);
                longer = word;
            }

            line = longer;
        }

        lines.Add(line);
        return lines;
    }

    /// <summary>The text, or as much of it as fits.</summary>
    public string Fit(string text, double width, double size) =>
        Measure(text, size) <= width ? text : Pieces(text, width - Measure(Ellipsis, size), size, bold: false).First().TrimEnd() + Ellipsis;

    public double Measure(string text, double size, bool bold = false) => Font(bold).Measure(text, size);

    public byte[] Finish(string language, string title, string author, DateTimeOffset createdAt)
    {
        using var file = new PdfFile();
        var (root, tree) = (file.Reserve(), file.Reserve());
        var contents = _pages.Select(page => file.AddStream("", Encoding.ASCII.GetBytes(_beneath + page))).ToArray();
        var fonts = $"<</{Name(bold: false)} {_regular.WriteTo(file)} 0 R/{Name(bold: true)} {_bold.WriteTo(file)} 0 R>>";
        var pages = contents.Select(content =>
            file.Add(
                $"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {PageWidth} {PageHeight}]/Resources<</Font{fonts}>>/Contents {content} 0 R>>"
            )
        );
        var kids = string.Join(' ', pages.Select(page => $"{page} 0 R"));
        file.Put(tree, $"<</Type/Pages/Count {_pages.Count}/Kids[{kids}]>>");
        file.Put(root, $"<</Type/Catalog/Pages {tree} 0 R/Lang({language})/ViewerPreferences<</DisplayDocTitle true>>>>");
        var info = file.Add(
            Invariant(
                $"<</Title{PdfFile.Text(title)}/Author{PdfFile.Text(author)}/Creator(Pinnokio)/CreationDate(D:{createdAt.UtcDateTime:yyyyMMddHHmmss}Z)>>"
            )
        );
        return file.Finish(root, info);
    }

    private IEnumerable<string> Pieces(string word, double width, double size, bool bold)
    {
        while (word.Length > 1 && Measure(word, size, bold) > width)
        {
            var length = word.Length - 1;
            while (length > 1 && (Measure(word[..length], size, bold) > width || char.IsLowSurrogate(word[length])))
            {
                length--;
            }

            yield return word[..length];
            word = word[length..];
        }

        yield return word;
    }

    private PdfFont Font(bool bold) => bold ? _bold : _regular;

    private static string Name(bool bold) => bold ? "B" : "R";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Colour(Ink ink) =>
        ink switch
        {
            Ink.Black => "0.106 0.122 0.141",
            Ink.Grey => "0.357 0.396 0.439",
            Ink.Accent => "0.114 0.231 0.361",
            Ink.White => "1 1 1",
            Ink.Line => "0.788 0.82 0.851",
            Ink.Tint => "0.933 0.949 0.965",
            _ => "0.937 0.937 0.937",
        };
}

/// <summary>The colours of a payslip.</summary>
internal enum Ink
{
    Black,
    Grey,
    Accent,
    White,
    Line,
    Tint,
    Faint,
}
