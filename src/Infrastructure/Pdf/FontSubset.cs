using System.Buffers.Binary;
using System.Text;

namespace Pinnokio.Infrastructure.Pdf;

/// <summary>Writes a TrueType font of some glyphs of another, numbered anew from 0 in the order given.</summary>
internal static class FontSubset
{
    private const ushort ArgumentsAreWords = 0x0001;
    private const ushort HasScale = 0x0008;
    private const ushort MoreComponents = 0x0020;
    private const ushort HasTwoScales = 0x0040;
    private const ushort HasMatrix = 0x0080;
    private const uint Version = 0x0001_0000;

    public static byte[] Of(TrueTypeFont font, IEnumerable<int> glyphs)
    {
        var (order, numbers) = (glyphs.ToList(), new Dictionary<int, int>());
        for (var i = 0; i < order.Count; i++)
        {
            numbers.TryAdd(order[i], i); // two characters may share a glyph
        }

        using var outlines = new MemoryStream();
        var places = new List<int> { 0 };
        for (var i = 0; i < order.Count; i++) // grows by the parts that composite glyphs are made of
        {
            var outline = font.OutlineOf(order[i]).ToArray();
            foreach (var part in Components(outline))
            {
                var glyph = BinaryPrimitives.ReadUInt16BigEndian(outline.AsSpan(part));
                if (numbers.TryAdd(glyph, order.Count))
                {
                    order.Add(glyph);
                }

                BinaryPrimitives.WriteUInt16BigEndian(outline.AsSpan(part), (ushort)numbers[glyph]);
            }

            outlines.Write(outline);
            while (outlines.Length % 4 != 0)
            {
                outlines.WriteByte(0);
            }

            places.Add((int)outlines.Length);
        }

        var metrics = new byte[4 * order.Count];
        for (var i = 0; i < order.Count; i++)
        {
            var (advance, bearing) = font.MetricsOf(order[i]);
            BinaryPrimitives.WriteUInt16BigEndian(metrics.AsSpan(4 * i), advance);
            BinaryPrimitives.WriteInt16BigEndian(metrics.AsSpan((4 * i) + 2), bearing);
        }

        var starts = new byte[4 * places.Count];
        for (var i = 0; i < places.Count; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(starts.AsSpan(4 * i), places[i]);
        }

        return Assemble([
            ("glyf", outlines.ToArray()),
            ("head", With(font.Table("head"), 50, 1)),
            ("hhea", With(font.Table("hhea"), 34, (ushort)order.Count)),
            ("hmtx", metrics),
            ("loca", starts),
            ("maxp", With(font.Table("maxp"), 4, (ushort)order.Count)),
            ("prep", font.Table("prep").ToArray()),
        ]);
    }

    /// <summary>Where a composite glyph names its parts; a simple glyph names none.</summary>
    private static IEnumerable<int> Components(byte[] outline)
    {
        if (outline.Length == 0 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
        {
            yield break;
        }

        ushort flags;
        var part = 10;
        do
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline.AsSpan(part));
            yield return part + 2;
            part += 4 + ((flags & ArgumentsAreWords) != 0 ? 4 : 2);
            part +=
                (flags & HasScale) != 0 ? 2
                : (flags & HasTwoScales) != 0 ? 4
                : (flags & HasMatrix) != 0 ? 8
                : 0;
        } while ((flags & MoreComponents) != 0);
    }

    private static byte[] With(ReadOnlySpan<byte> table, int place, ushort value)
    {
        var copy = table.ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(place), value);
        return copy;
    }

    private static byte[] Assemble((string Tag, byte[] Content)[] tables)
    {
        var head = 12 + (16 * tables.Length);
        var font = new byte[head + tables.Sum(table => Padded(table.Content.Length))];
        var largest = 1 << (int)Math.Log2(tables.Length);
        BinaryPrimitives.WriteUInt32BigEndian(font, Version);
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(4), (ushort)tables.Length);
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(6), (ushort)(16 * largest));
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(8), (ushort)Math.Log2(largest));
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(10), (ushort)(16 * (tables.Length - largest)));
        var (entry, place) = (12, head);
        foreach (var (tag, content) in tables)
        {
            content.CopyTo(font, place);
            Encoding.ASCII.GetBytes(tag, font.AsSpan(entry));
            BinaryPrimitives.WriteUInt32BigEndian(font.AsSpan(entry + 4), Sum(font.AsSpan(place, Padded(content.Length))));
            BinaryPrimitives.WriteInt32BigEndian(font.AsSpan(entry + 8), place);
            BinaryPrimitives.WriteInt32BigEndian(font.AsSpan(entry + 12), content.Length);
            (entry, place) = (entry + 16, place + Padded(content.Length));
        }

        return font;
    }

    private static int Padded(int length) => (length + 3) / 4 * 4;

    private static uint Sum(ReadOnlySpan<byte> words)
    {
        uint sum = 0;
        for (var i = 0; i < words.Length; i += 4)
        {
            sum += BinaryPrimitives.ReadUInt32BigEndian(words[i..]);
        }

        return sum;
    }
}
