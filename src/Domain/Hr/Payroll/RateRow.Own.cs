using System.Text.RegularExpressions;

namespace Pinnokio.Domain.Hr.Payroll;

// What a company sets for itself.
public sealed partial class RateRow
{
    private const char CategoryMark = '.';

    public static bool IsCode(string text) => CodeForm().IsMatch(text);

    /// <summary>The code that a category's rate refines.</summary>
    public static string WithoutCategory(string code) => code.Split(CategoryMark, 2)[0];

    public static RateRow Create(string country, Guid companyId, string code, string unit, DateOnly validFrom, DateTimeOffset now)
    {
        var row = new RateRow
        {
            ScopeCountry = country,
            CompanyId = companyId,
            RateCode = code,
            Unit = unit,
            ValidFrom = validFrom,
            SourceYear = (short)validFrom.Year,
        };
        row.Begin(now);
        return row;
    }

    /// <summary>Takes its place among the company's rows of the code: the one before ends the day before, and it ends itself before the next.</summary>
    public void Take(IEnumerable<RateRow> own, decimal value, DateOnly? validTo)
    {
        Value = value;
        var others = own.Where(row => row != this).ToList();
        var next = others.Where(row => row.ValidFrom > ValidFrom).MinBy(row => row.ValidFrom);
        ValidTo = next is null || validTo < next.ValidFrom ? validTo : next.ValidFrom.AddDays(-1);
        if (others.Find(row => row.ValidFrom < ValidFrom && (row.ValidTo is null || row.ValidTo >= ValidFrom)) is { } before)
        {
            before.ValidTo = ValidFrom.AddDays(-1);
        }
    }

    [GeneratedRegex(@"\A[A-Z][A-Z0-9_]*(\.[A-Za-z0-9_-]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex CodeForm();
}

/// <summary>The rates that only companies have, so that no row of their country says what they count.</summary>
public static class CompanyRates
{
    private static readonly Dictionary<string, string> s_units = new(StringComparer.Ordinal)
    {
        ["AF_EE"] = RateUnit.Fraction,
        ["AF_ER"] = RateUnit.Fraction,
        ["LFP_ER"] = RateUnit.Fraction,
        ["FR_ACCIDENT_ER"] = RateUnit.Fraction,
        ["IJM_CAP_YEAR"] = RateUnit.MoneyYear,
    };

    public static string? UnitOf(string code) => s_units.GetValueOrDefault(code);
}
