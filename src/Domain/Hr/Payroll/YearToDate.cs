using System.Text.Json;

namespace Pinnokio.Domain.Hr.Payroll;

/// <summary>
/// What earlier months of the year left behind for ceilings and annual tax: each result keeps the bases of its own month, and the sums count
/// the latest result of each month, so that a correction of January reaches March.
/// </summary>
public sealed class YearToDate
{
    private const string MonthPart = "month";
    private const string YearPart = "year";
    private readonly SortedDictionary<string, decimal> _sums = new(StringComparer.Ordinal);
    private readonly Dictionary<int, IReadOnlyList<KeyValuePair<string, decimal>>> _months = [];

    private YearToDate() { }

    public static YearToDate Empty { get; } = new();

    /// <summary>The bases of each month that is known, in their order.</summary>
    public IEnumerable<(int Month, string Key, decimal Amount)> Entries =>
        _months.OrderBy(month => month.Key).SelectMany(month => month.Value, (month, entry) => (month.Key, entry.Key, entry.Value));

    public decimal Sum(string key) => _sums.GetValueOrDefault(key);

    /// <summary>The sum since a month of the year.</summary>
    public decimal Sum(string key, int fromMonth) =>
        _months
            .Where(month => month.Key >= fromMonth)
            .SelectMany(month => month.Value)
            .Where(entry => entry.Key == key)
            .Sum(entry => entry.Value);

    public bool Knows(int month) => _months.ContainsKey(month);

    /// <summary>Sums the latest results of the earlier months; cancelled ones never count.</summary>
    public static YearToDate Of(IEnumerable<PayrollResult> earlier)
    {
        var sums = new YearToDate();
        foreach (var month in earlier.Where(result => result.Status != PayrollStatus.Cancelled).GroupBy(result => result.PeriodMonth))
        {
            var bases = BasesOf(month.MaxBy(result => result.Sequence)!);
            sums._months.Add(month.Key, bases);
            sums.Add(bases);
        }

        return sums;
    }

    /// <summary>The JSON that a result keeps: the bases of its month, and the year with it.</summary>
    public string With(IReadOnlyDictionary<string, decimal> month)
    {
        var year = new YearToDate();
        year.Add(_sums);
        year.Add(month);
        return JsonSerializer.Serialize(
            new Dictionary<string, IReadOnlyDictionary<string, decimal>> { [MonthPart] = month, [YearPart] = year._sums }
        );
    }

    private void Add(IEnumerable<KeyValuePair<string, decimal>> bases)
    {
        foreach (var (key, amount) in bases)
        {
            _sums[key] = _sums.GetValueOrDefault(key) + amount;
        }
    }

    // A result that another system wrote keeps no such bases, or means something else by the name: then its gross stands for each of them.
    private static IReadOnlyList<KeyValuePair<string, decimal>> BasesOf(PayrollResult result) =>
        ReadMonth(result.Ytd) ?? YtdKeys.OfGross(result.Gross, result.Tax, result.Days30 ?? PayrollMonth.Days30);

    private static List<KeyValuePair<string, decimal>>? ReadMonth(string? json)
    {
        using var ytd = JsonDocument.Parse(json ?? "null");
        if (
            ytd.RootElement.ValueKind != JsonValueKind.Object
            || !ytd.RootElement.TryGetProperty(MonthPart, out var month)
            || month.ValueKind != JsonValueKind.Object
        )
        {
            return null;
        }

        var bases = new List<KeyValuePair<string, decimal>>();
        foreach (var entry in month.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.Number || !entry.Value.TryGetDecimal(out var amount))
            {
                return null;
            }

            bases.Add(new(entry.Name, amount));
        }

        return bases;
    }
}

/// <summary>The bases that months keep; rules of a country may keep more.</summary>
public static class YtdKeys
{
    public const string Gross = "gross";
    public const string TotalEe = "total_ee";
    public const string TotalEr = "total_er";
    public const string Tax = "tax";
    public const string NetPayable = "net_payable";
    public const string Days = "days";
    public const string AvsBase = "avs_base";
    public const string AcBase = "ac_base";
    public const string AcInsured = "ac_insured";
    public const string LaaBase = "laa_base";
    public const string LaaInsured = "laa_insured";
    public const string IjmBase = "ijm_base";
    public const string IjmInsured = "ijm_insured";
    public const string ThirteenthBase = "thirteenth_base";
    public const string ThirteenthPaid = "thirteenth_paid";

    internal static IReadOnlyList<KeyValuePair<string, decimal>> OfGross(decimal gross, decimal tax, int days) =>
        [
            new(Gross, gross),
            new(Tax, tax),
            new(Days, days),
            new(AvsBase, gross),
            new(AcBase, gross),
            new(AcInsured, gross),
            new(LaaBase, gross),
            new(LaaInsured, gross),
            new(IjmBase, gross),
            new(IjmInsured, gross),
            new(ThirteenthBase, gross),
        ];
}
