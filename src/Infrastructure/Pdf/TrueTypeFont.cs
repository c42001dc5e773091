using System.Buffers.Binary;
using System.Text;

namespace Pinnokio.Infrastructure.Pdf;

/// <summary>A TrueType font with glyphs for all of Unicode that it knows; digits get the font's own ones of equal width, so that amounts stand in columns.</summary>
internal sealed class TrueTypeFont
{
    private const ushort FullUnicode = 12;
    private const string TabularFigures = "tnum";

    private readonly byte[] _data;
    private readonly Dictionary<string, (int Offset, int Length)> _tables = [];
    private readonly Dictionary<int, int> _tabular;
    private readonly int _map;
    private readonly int _fullMetrics;

    public TrueTypeFont(string name, byte[] data)
    {
        (Name, _data) = (name, data);
        for (var entry = 12; entry < 12 + (16 * UInt16(4)); entry += 16)
        {
            _tables.Add(Encoding.ASCII.GetString(data, entry, 4), (Int32(entry + 8), Int32(entry + 12)));
        }

        UnitsPerEm = UInt16(At("head") + 18);
        _fullMetrics = UInt16(At("hhea") + 34);
        _map = FindMap();
        _tabular = ReadTabularFigures();
    }

    public string Name { get; }
    public int UnitsPerEm { get; }

    /// <summary>In thousandths of the size.</summary>
    public int Ascent => Thousandths(Int16(At("hhea") + 4));

    public int Descent => Thousandths(Int16(At("hhea") + 6));

    public IEnumerable<int> Box => Enumerable.Range(0, 4).Select(side => Thousandths(Int16(At("head") + 36 + (2 * side))));

    /// <summary>The glyph of a character; 0, the glyph for what is missing, where the font has none.</summary>
    public int GlyphOf(Rune character)
    {
        for (var group = _map + 16; group < _map + 16 + (12 * Int32(_map + 12)); group += 12)
        {
            if (character.Value < Int32(group))
            {
                break;
            }

            if (character.Value <= Int32(group + 4))
            {
                var glyph = Int32(group + 8) + character.Value - Int32(group);
                return Rune.IsDigit(character) ? _tabular.GetValueOrDefault(glyph, glyph) : glyph;
            }
        }

        return 0;
    }

    public int Thousandths(int units) => (int)Math.Round(units * 1000m / UnitsPerEm, MidpointRounding.AwayFromZero);

    /// <summary>Advance and left bearing, in the font's units.</summary>
    public (ushort Advance, short Bearing) MetricsOf(int glyph)
    {
        var metrics = At("hmtx");
        return glyph < _fullMetrics
            ? (UInt16(metrics + (4 * glyph)), Int16(metrics + (4 * glyph) + 2))
            : (UInt16(metrics + (4 * (_fullMetrics - 1))), Int16(metrics + (4 * _fullMetrics) + (2 * (glyph - _fullMetrics))));
    }

    public ReadOnlySpan<byte> OutlineOf(int glyph)
    {
        var (places, isLong) = (At("loca"), Int16(At("head") + 50) == 1);
        var (from, to) = isLong
            ? (Int32(places + (4 * glyph)), Int32(places + (4 * glyph) + 4))
            : (2 * UInt16(places + (2 * glyph)), 2 * UInt16(places + (2 * glyph) + 2));
        return _data.AsSpan(At("glyf") + from, to - from);
    }

    public ReadOnlySpan<byte> Table(string tag) => _tables.TryGetValue(tag, out var table) ? _data.AsSpan(table.Offset, table.Length) : [];

    private int FindMap()
    {
        var maps = At("cmap");
        for (var entry = maps + 4; entry < maps + 4 + (8 * UInt16(maps + 2)); entry += 8)
        {
            if (UInt16(maps + Int32(entry + 4)) == FullUnicode)
            {
                return maps + Int32(entry + 4);
            }
        }

        throw new InvalidDataException($"{Name} has no character map of the whole Unicode.");
    }

    // OpenType's GSUB: the feature names a lookup, which lists the covered glyphs and, in the same order, their substitutes.
    private Dictionary<int, int> ReadTabularFigures()
    {
        var substitutions = At("GSUB");
        var (features, lookups) = (substitutions + UInt16(substitutions + 6), substitutions + UInt16(substitutions + 8));
        for (var entry = features + 2; entry < features + 2 + (6 * UInt16(features)); entry += 6)
        {
            if (Encoding.ASCII.GetString(_data, entry, 4) == TabularFigures)
            {
                var lookup = lookups + UInt16(lookups + 2 + (2 * UInt16(features + UInt16(entry + 4) + 4)));
                var list = lookup + UInt16(lookup + 6);
                return Covered(list + UInt16(list + 2))
                    .Select((glyph, i) => (glyph, UInt16(list + 6 + (2 * i))))
                    .ToDictionary(pair => pair.glyph, pair => (int)pair.Item2);
            }
        }

        return [];

        static IEnumerable<int> Span(int first, int last) => Enumerable.Range(first, last - first + 1);

        IEnumerable<int> Covered(int coverage)
        {
            var entries = Enumerable.Range(0, UInt16(coverage + 2));
            return UInt16(coverage) == 1
                ? entries.Select(i => (int)UInt16(coverage + 4 + (2 * i)))
                : entries.SelectMany(i => Span(UInt16(coverage + 4 + (6 * i)), UInt16(coverage + 6 + (6 * i))));
        }
    }

    private int At(string tag) => _tables[tag].Offset;

    private ushort UInt16(int place) => BinaryPrimitives.ReadUInt16BigEndian(_data.AsSpan(place));

    private short Int16(int place) => BinaryPrimitives.ReadInt16BigEndian(_data.AsSpan(place));

    private int Int32(int place) => BinaryPrimitives.ReadInt32BigEndian(_data.AsSpan(place));
}
