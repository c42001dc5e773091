namespace Pinnokio.Domain.Hr.SourceTax;

/// <summary>
/// Reads the federal tariff file for wages, line by line: 00 header, 06 progressive and 11 predefined tariffs, 12 commission, 13 median, 99 trailer;
/// several such parts may follow each other. A fault refuses the whole file, for a tariff with a hole taxes by the step below without a word.
/// The trailer's columns (17-18 canton, 19-26 count of all records with header and trailer, 27-35 checksum) are those of the federal description of
/// 2025, read second hand, which says that the checksum is left blank. What a filled one would count is unverified: it is taken for the sum of
/// the rates (columns 54-58) of all records of its part, modulo 10^9.
/// </summary>
public sealed class TariffFile
{
    public const int LongestLine = 256;
    public const int FaultsKept = 20;
    private const long ChecksumModulus = 1_000_000_000;
    private const string WageLetters = "ABCDEFGHLMNPQRSTUV";

    private static readonly Dictionary<string, string> _cantons = (
        "AG AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG TI UR VD VS ZG ZH"
    )
        .Split(' ')
        .ToDictionary(canton => canton);

    private readonly List<TariffFault> _faults = [];
    private string? _canton; // of the part being read; null between two parts
    private string _code = "";
    private long _records;
    private long _rates;
    private bool _hasTrailer;

    /// <summary>The first of them; <see cref="FaultCount"/> counts all.</summary>
    public IReadOnlyList<TariffFault> Faults => _faults;

    public long FaultCount { get; private set; }
    public long LineNo { get; private set; }

    /// <summary>Records that are sound and are no brackets: commissions, medians and deletions.</summary>
    public long PassedOver { get; private set; }

    /// <summary>Takes the next line, without its end; true when it is a bracket.</summary>
    public bool TryRead(ReadOnlySpan<byte> line, out TariffBracket bracket)
    {
        LineNo++;
        bracket = default;
        try
        {
            return Read(line, out bracket);
        }
        catch (FormatException fault)
        {
            Refuse(LineNo, fault.Message);
            return false;
        }
    }

    /// <summary>No more lines: says what is missing.</summary>
    public void End()
    {
        if (_canton is not null || !_hasTrailer)
        {
            Refuse(0, "the file ends without a trailer (99)");
        }
    }

    public void Refuse(long lineNo, string reason)
    {
        FaultCount++;
        if (_faults.Count < FaultsKept)
        {
            _faults.Add(new TariffFault(lineNo, reason));
        }
    }

    private bool Read(ReadOnlySpan<byte> line, out TariffBracket bracket)
    {
        bracket = default;
        _records++;
        var record = new TariffRecord(line.TrimEnd((byte)'\r'));
        switch (record.Text(..TariffRecord.TypeEnd, "the record type"))
        {
            case "00":
                Begin(record);
                return false;
            case "06":
                return ReadBracket(record, WageLetters, out bracket);
            case "11":
                return ReadBracket(record, null, out bracket);
            case "12" or "13":
                ReadBracket(record, null, out bracket);
                PassedOver++;
                return false;
            case "99":
                Close(record);
                return false;
            default:
                throw new FormatException("the record type is none of 00, 06, 11, 12, 13, 99");
        }
    }

    private void Begin(TariffRecord record)
    {
        var unfinished = _canton is not null;
        (_canton, _records, _rates) = (Canton(record.Text(2..4, "the canton")), 1, 0);
        if (unfinished)
        {
            throw new FormatException("the part before this header has no trailer (99)");
        }
    }

    private bool ReadBracket(TariffRecord record, string? letters, out TariffBracket bracket)
    {
        var transaction = record.Text(2..4, "the transaction");
        var canton = Canton(record.Text(4..6, "the canton"));
        if (canton != _canton)
        {
            throw new FormatException(_canton is null ? "there is no header (00) before it" : $"the canton is not the header's, {_canton}");
        }

        bracket = new TariffBracket(
            LineNo,
            canton,
            Code(record.Text(6..16, "the tariff code"), letters),
            record.Date(16..24, "the valid-from date"),
            record.Francs(24..33, "the income"),
            record.Francs(33..42, "the step"),
            record.Francs(45..54, "the minimum tax"),
            record.Rate(54..TariffRecord.BracketLength, "the rate")
        );
        record.Number(43..45, "the number of children");
        _rates += record.Number(54..TariffRecord.BracketLength, "the rate");
        switch (transaction)
        {
            case "01" or "02":
                return true;
            case "03": // a deletion: the file replaces the canton's tariff whole, so that leaving it out deletes
                PassedOver++;
                return false;
            default:
                throw new FormatException("the transaction is none of 01, 02, 03");
        }
    }

    private void Close(TariffRecord record)
    {
        var (canton, records, rates) = (_canton, _records, _rates % ChecksumModulus);
        (_canton, _hasTrailer) = (null, true);
        if (canton is null)
        {
            throw new FormatException("there is no header (00) before the trailer");
        }

        if (Canton(record.Text(17..19, "the canton")) != canton)
        {
            throw new FormatException($"the trailer's canton is not the header's, {canton}");
        }

        var count = record.Number(19..27, "the trailer's count");
        if (count != records)
        {
            throw new FormatException($"the trailer counts {count} records, and there are {records}");
        }

        if (!record.IsBlank(27..36) && record.Number(27..36, "the checksum") is var checksum && checksum != rates)
        {
            throw new FormatException($"the trailer's checksum is {checksum}, and that of the records {rates}");
        }
    }

    private static string Canton(string text) =>
        _cantons.GetValueOrDefault(text) ?? throw new FormatException("the canton is none of the 26");

    private string Code(string text, string? letters)
    {
        if (text.Length == 0 || !text.All(char.IsAsciiLetterOrDigit))
        {
            throw new FormatException("the tariff code is not letters and digits");
        }

        if (letters?.Contains(text[0], StringComparison.Ordinal) == false)
        {
            throw new FormatException($"the tariff {text} is not one for wages");
        }

        return text == _code ? _code : _code = text; // one string for the many steps of a tariff
    }
}
