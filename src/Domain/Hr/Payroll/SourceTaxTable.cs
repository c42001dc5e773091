using System.Globalization;

namespace Pinnokio.Domain.Hr.Payroll;

/// <summary>From an income on, what a canton withholds under a tariff, as its imported tables say.</summary>
public sealed class SourceTaxBracket
{
    public string Canton { get; set; } = "";

    /// <summary>Letter, children, church: A0N.</summary>
    public string TariffCode { get; set; } = "";

    /// <summary>monthly or annual.</summary>
    public string Model { get; set; } = "";
    public DateOnly ValidFrom { get; set; }
    public decimal IncomeFrom { get; set; }
    public decimal Step { get; set; }
    public decimal MinimumTax { get; set; }
    public decimal Rate { get; set; }
}

/// <summary>The brackets of one canton and tariff that are valid in a year.</summary>
public sealed class SourceTaxTable(string canton, string tariffCode, IEnumerable<SourceTaxBracket> brackets)
{
    private readonly SourceTaxBracket[] _brackets = [.. brackets.OrderBy(bracket => bracket.IncomeFrom)];
    private readonly List<string> _asked = [];

    public string Canton { get; } = canton;
    public string TariffCode { get; } = tariffCode;
    public bool IsEmpty => _brackets.Length == 0;

    /// <summary>The brackets asked for so far, in words.</summary>
    public IReadOnlyList<string> Asked => _asked;

    /// <summary>The bracket of an income; null below the first, where nothing is due.</summary>
    public SourceTaxBracket? Find(decimal income)
    {
        var found = _brackets.LastOrDefault(bracket => bracket.IncomeFrom <= income);
        _asked.Add(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Canton} {TariffCode} {found?.ValidFrom:O} {found?.IncomeFrom} {found?.Rate} {found?.MinimumTax}"
            )
        );
        return found;
    }
}
