namespace Pinnokio.Domain.Hr.Payroll;

/// <summary>
/// The rates for one employee on one day. Of the rows of a code the most specific counts: the company's own, then the cluster's, then the country's.
/// It remembers what it was asked for, so that a result can name every rate it rests on.
/// </summary>
public sealed class RateTable
{
    private readonly Dictionary<string, RateRow> _rows = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, RateRow?> _asked = new(StringComparer.Ordinal);
    private readonly RateScope _scope;

    public RateTable(IEnumerable<RateRow> rows, RateScope scope)
    {
        _scope = scope;
        foreach (var row in rows.Where(scope.Covers))
        {
            if (!_rows.TryGetValue(row.RateCode, out var other) || Specificity(row) > Specificity(other))
            {
                _rows[row.RateCode] = row;
            }
        }
    }

    /// <summary>Every code asked for so far, with the row that answered; null where there was none.</summary>
    public IReadOnlyDictionary<string, RateRow?> Asked => _asked;

    /// <summary>The rate of a code; without one there is no calculation.</summary>
    public RateRow Get(string code) => Find(code) ?? throw PayrollFaults.RateMissing(code, _scope);

    /// <summary>The rate of a code for one category of employees (<c>CODE.CATEGORY</c>), or that for all.</summary>
    public RateRow Get(string code, string? category) => (category is null ? null : Find($"{code}.{category}")) ?? Get(code);

    public decimal Value(string code) => Get(code).Value;

    /// <summary>For what applies only where there is a rate, such as the levies of some cantons; null then.</summary>
    public RateRow? Find(string code)
    {
        var row = _rows.GetValueOrDefault(code);
        _asked[code] = row;
        return row;
    }

    /// <summary>Whether there is such a rate, without asking for it.</summary>
    public bool Has(string code) => _rows.ContainsKey(code);

    private static int Specificity(RateRow row) => (row.CompanyId is null ? 0 : 2) + (row.ClusterCode is null ? 0 : 1);
}

/// <summary>For whom and when rates are looked up.</summary>
public readonly record struct RateScope(string Country, string? ClusterCode, Guid CompanyId, DateOnly Day)
{
    public bool Covers(RateRow row) =>
        row.ScopeCountry == Country
        && (row.ClusterCode is null || row.ClusterCode == ClusterCode)
        && (row.CompanyId is null || row.CompanyId == CompanyId)
        && row.IsValidOn(Day);
}
