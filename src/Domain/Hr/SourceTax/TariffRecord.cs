using System.Globalization;
using System.Text;

namespace Pinnokio.Domain.Hr.SourceTax;

/// <summary>Cuts one line of the federal tariff file into its columns; what cannot be read throws <see cref="FormatException"/>.</summary>
internal readonly ref struct TariffRecord(ReadOnlySpan<byte> line)
{
    public const int TypeEnd = 2;
    public const int BracketLength = 59; // the three columns behind are blank and may be cut off
    private const int HighestRate = 10_000; // in 0.01 %

    private readonly ReadOnlySpan<byte> _line = line;

    public string Text(Range columns, string what) =>
        TryCut(columns, out var cut) ? Encoding.ASCII.GetString(cut).TrimEnd(' ') : throw new FormatException($"{what} is missing");

    public long Number(Range columns, string what)
    {
        if (!TryCut(columns, out var cut) || cut.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            throw new FormatException($"{what} is not a number");
        }

        var value = 0L;
        foreach (var digit in cut)
        {
            value = (value * 10) + (digit - '0');
        }

        return value;
    }

    public DateOnly Date(Range columns, string what) =>
        TryCut(columns, out var cut)
        && DateOnly.TryParseExact(
            Encoding.ASCII.GetString(cut),
            "yyyyMMdd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var date
        )
            ? date
            : throw new FormatException($"{what} is not a date");

    public decimal Francs(Range columns, string what) => Number(columns, what) / 100m;

    public decimal Rate(Range columns, string what) =>
        Number(columns, what) is var hundredths && hundredths <= HighestRate
            ? hundredths / 10_000m
            : throw new FormatException($"{what} is above 100 %");

    /// <summary>What a line does not reach is blank.</summary>
    public bool IsBlank(Range columns) =>
        !_line[Math.Min(columns.Start.Value, _line.Length)..Math.Min(columns.End.Value, _line.Length)].ContainsAnyExcept((byte)' ');

    private bool TryCut(Range columns, out ReadOnlySpan<byte> cut)
    {
        cut = default;
        if (columns.End.Value > _line.Length)
        {
            return false;
        }

        cut = _line[columns];
        return true;
    }
}
