using System.Text.Json;

namespace Pinnokio.Domain.Hr.Payroll;

/// <summary>
/// A payslip in the making: each amount enters as a line that says how it came about, and the totals are the sums of the lines. What the rules add
/// is rounded here, once.
/// </summary>
public sealed class Payslip(PayrollInput input, PayrollRounding rounding)
{
    /// <summary>The line of a correction that takes off what was paid already; it stands in no country's catalogue.</summary>
    public const string AlreadyPaidCode = "PAID";

    private static readonly PayItem s_alreadyPaid = new(
        AlreadyPaidCode,
        PayItemKind.Advance,
        "Net déjà versé",
        "Net pay already paid",
        "Bereits ausbezahlter Nettolohn"
    );

    private readonly List<PayrollLine> _lines = [];
    private readonly List<(PayItem Item, decimal Amount)> _earnings = [];
    private readonly SortedDictionary<string, decimal> _bases = new(StringComparer.Ordinal);

    public PayrollInput Input { get; } = input;
    public PayrollRounding Rounding { get; } = rounding;
    public IReadOnlyList<PayrollLine> Lines => _lines;

    public decimal Gross { get; private set; }
    public decimal TotalEe { get; private set; }
    public decimal TotalEr { get; private set; }
    public decimal Tax { get; private set; }
    public decimal Allowances { get; private set; }
    public decimal Expenses { get; private set; }
    public decimal Advances { get; private set; }
    public decimal NetBeforeTax => Gross - TotalEe;
    public decimal NetPayable => Gross - TotalEe - Tax + Allowances - Advances + Expenses;
    public decimal EmployerCost => Gross + TotalEr;

    public int? Days30 { get; set; }
    public decimal? WorkedHours { get; set; }
    public int? Cachets { get; set; }
    public string RulesVersion { get; private set; } = "";
    public string InputsHash { get; private set; } = "";

    /// <summary>What this month leaves behind for the rest of the year.</summary>
    public IReadOnlyDictionary<string, decimal> Bases => _bases;

    /// <summary>Sum of the earnings that enter all these bases.</summary>
    public decimal BaseOf(PayBases bases) =>
        _earnings.Where(earning => (earning.Item.Bases & bases) == bases).Sum(earning => earning.Amount);

    public void Keep(string key, decimal amount) => _bases[key] = _bases.GetValueOrDefault(key) + amount;

    /// <summary>Quantity times price; the product is rounded.</summary>
    public decimal Multiply(
        PayItem item,
        decimal quantity,
        string unit,
        decimal unitPrice,
        decimal factor = 1,
        RateRow? rate = null,
        string? label = null
    )
    {
        var formula =
            $"{Words.Of(quantity)} {Words.Unit(unit)} x {Words.Money(unitPrice)}" + (factor == 1 ? "" : $" x {Words.Percent(factor)}");
        var line = new PayrollLine
        {
            Quantity = quantity,
            Unit = unit,
            UnitPrice = unitPrice,
            RateEe = factor == 1 ? null : factor,
            RateRowId = rate?.Id,
        };
        return Compute(item, line, quantity * unitPrice * factor, formula, label);
    }

    /// <summary>A share of a base, paid to the employee.</summary>
    public decimal Share(PayItem item, decimal @base, decimal rate, RateRow? row, string? formula = null)
    {
        var line = new PayrollLine
        {
            Base = @base,
            RateEe = rate,
            RateRowId = row?.Id,
        };
        return Compute(item, line, @base * rate, formula ?? $"{Words.Money(@base)} x {Words.Percent(rate)}");
    }

    /// <summary>An amount that the rules worked out; it is rounded.</summary>
    public decimal Compute(PayItem item, PayrollLine line, decimal exact, string formula, string? label = null)
    {
        var amount = Rounding.Round(exact);
        line.AmountEe = amount;
        line.RoundingDelta = Delta(amount, exact);
        line.Formula = Words.Equation(formula, exact, amount);
        Add(item, line, label);
        return amount;
    }

    /// <summary>An amount that stands as it was given, to the cent.</summary>
    public decimal Give(PayItem item, decimal amount, string formula, string? label = null)
    {
        Add(item, new PayrollLine { AmountEe = amount + 0.00m, Formula = formula }, label);
        return amount;
    }

    /// <summary>Both parts of a contribution on one line, or one of them; the employer's rate row stands in the trace where both have one.</summary>
    /// <param name="derivation">How the base came about, where it is not plain.</param>
    public void Contribute(PayItem item, decimal @base, RateRow? employee, RateRow? employer, string? derivation = null) =>
        Contribute(
            item,
            @base,
            new ContributionRate(employee?.Value, employee),
            new ContributionRate(employer?.Value, employer),
            derivation
        );

    /// <summary>The same with rates that the rules derived from those of the rows.</summary>
    public void Contribute(PayItem item, decimal @base, ContributionRate employee, ContributionRate employer, string? derivation = null)
    {
        var (exactEe, exactEr) = (@base * employee.Rate, @base * employer.Rate);
        var line = new PayrollLine
        {
            Base = @base,
            RateEe = employee.Rate,
            RateEr = employer.Rate,
            AmountEe = exactEe is { } ee ? Rounding.Round(ee) : null,
            AmountEr = exactEr is { } er ? Rounding.Round(er) : null,
            RateRowId = employee.Row?.Id ?? employer.Row?.Id,
        };
        if (employee.Row is not null && employer.Row is not null)
        {
            line.Trace = JsonSerializer.Serialize(new Dictionary<string, Guid> { ["employer_rate_row_id"] = employer.Row.Id });
        }

        line.RoundingDelta = Delta(line.AmountEe ?? line.AmountEr ?? 0, exactEe ?? exactEr ?? 0);
        line.Formula = Words.Contribution(line, exactEe, exactEr, derivation);
        Add(item, line);
    }

    /// <summary>A contribution that the rules worked out otherwise than as base times rate, such as half of a yearly amount.</summary>
    public void Contribute(PayItem item, PayrollLine line, decimal? exactEe, decimal? exactEr, string formula)
    {
        line.AmountEe = exactEe is { } ee ? Rounding.Round(ee) : null;
        line.AmountEr = exactEr is { } er ? Rounding.Round(er) : null;
        var (exact, amount) = (exactEe ?? exactEr ?? 0, line.AmountEe ?? line.AmountEr ?? 0);
        line.RoundingDelta = Delta(amount, exact);
        line.Formula = Words.Equation(formula, exact, amount);
        Add(item, line);
    }

    /// <summary>What the month's earlier results paid out; a correction pays the difference.</summary>
    public void Deduct(decimal alreadyPaid) => Give(s_alreadyPaid, alreadyPaid, "net pay of the month's earlier results");

    internal void Seal(string rulesVersion, string inputsHash)
    {
        (RulesVersion, InputsHash) = (rulesVersion, inputsHash);
        Keep(YtdKeys.Gross, Gross);
        Keep(YtdKeys.TotalEe, TotalEe);
        Keep(YtdKeys.TotalEr, TotalEr);
        Keep(YtdKeys.Tax, Tax);
        Keep(YtdKeys.NetPayable, NetPayable);
    }

    private static decimal Delta(decimal rounded, decimal exact) => Math.Round(rounded - exact, 6);

    private void Add(PayItem item, PayrollLine line, string? label = null)
    {
        line.LineNo = _lines.Count + 1;
        line.ItemCode = item.Code;
        line.Labels = Words.Labels(item, label);
        _lines.Add(line);
        var (ee, er) = (line.AmountEe ?? 0, line.AmountEr ?? 0);
        switch (item.Kind)
        {
            case PayItemKind.Earning:
                Gross += ee;
                _earnings.Add((item, ee));
                break;
            case PayItemKind.Contribution:
                TotalEe += ee;
                TotalEr += er;
                break;
            case PayItemKind.Tax:
                Tax += ee;
                break;
            case PayItemKind.Allowance:
                Allowances += ee;
                _earnings.Add((item, ee)); // no gross pay, but it may be taxed
                break;
            case PayItemKind.Expense:
                Expenses += ee;
                break;
            default:
                Advances += ee;
                break;
        }
    }
}

/// <summary>A contribution's rate, null for none, and the row that it rests on.</summary>
public readonly record struct ContributionRate(decimal? Rate, RateRow? Row);
