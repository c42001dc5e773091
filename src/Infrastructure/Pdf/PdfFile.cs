using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Pinnokio.Infrastructure.Pdf;

/// <summary>A PDF file (ISO 32000-1, version 1.7) as it is written: numbered objects, then the table of where they begin.</summary>
internal sealed class PdfFile : IDisposable
{
    private readonly MemoryStream _bytes = new();
    private readonly List<long> _places = [];

    public PdfFile()
    {
        Write("%PDF-1.7\n%");
        _bytes.Write([0xE2, 0xE3, 0xCF, 0xD3]); // says that it is no plain text
        Write("\n");
    }

    /// <summary>A number for an object that others refer to before it is written.</summary>
    public int Reserve()
    {
        _places.Add(0);
        return _places.Count;
    }

    public int Add(string content)
    {
        var number = Reserve();
        Put(number, content);
        return number;
    }

    public void Put(int number, string content)
    {
        _places[number - 1] = _bytes.Position;
        Write($"{number} 0 obj\n{content}\nendobj\n");
    }

    /// <summary>Adds a compressed stream.</summary>
    public int AddStream(string entries, byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zip.Write(content);
        }

        var number = Reserve();
        _places[number - 1] = _bytes.Position;
        Write($"{number} 0 obj\n<<{entries}/Filter/FlateDecode/Length {packed.Length}>>\nstream\n");
        packed.WriteTo(_bytes);
        Write("\nendstream\nendobj\n");
        return number;
    }

    /// <summary>The whole file. Its identity is its content's, so that the same content is the same file.</summary>
    public byte[] Finish(int root, int info)
    {
        var identity = Convert.ToHexString(SHA256.HashData(_bytes.GetBuffer().AsSpan(0, (int)_bytes.Length)).AsSpan(0, 16));
        var table = _bytes.Position;
        Write($"xref\n0 {_places.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in _places)
        {
            Write($"{place.ToString("D10", CultureInfo.InvariantCulture)} 00000 n \n");
        }

        Write(
            $"trailer\n<</Size {_places.Count + 1}/Root {root} 0 R/Info {info} 0 R/ID[<{identity}><{identity}>]>>\nstartxref\n{table}\n%%EOF\n"
        );
        return _bytes.ToArray();
    }

    /// <summary>Text outside of pages, such as a title, in UTF-16.</summary>
    public static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    public void Dispose() => _bytes.Dispose();

    private void Write(string text) => _bytes.Write(Encoding.ASCII.GetBytes(text));
}
