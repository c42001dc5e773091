using Pinnokio.Domain.Common;
using Pinnokio.Domain.Hr;
using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Application.Hr.Payroll;

/// <summary>The sentences of an explanation in one language; Italian readers get French.</summary>
internal sealed class PayrollPhrases
{
    private static readonly PayrollPhrases s_french = new()
    {
        Code = Language.French,
        Product = "{0} : {1} {2} à {3}",
        Factor = ", à {0}",
        Part = "{0} : {1} de {2}",
        Employee = "part salarié {0}",
        Employer = "part employeur {0}",
        Makes = ", soit {0}",
        Rounded = ", arrondi de {0} à {1}",
        Plain = "{0} : {1}",
        Sum = "Brut {0} - cotisations {1} - impôt {2} + allocations {3} - avances {4} + frais {5} = net à payer {6}",
        Units = new()
        {
            [PayUnit.Hour] = "heures",
            [PayUnit.Day] = "jours",
            [PayUnit.Cachet] = "cachets",
            [PayUnit.Month] = "mois",
            [PayUnit.Piece] = "unités",
        },
    };

    private static readonly PayrollPhrases s_english = new()
    {
        Code = Language.English,
        Product = "{0}: {1} {2} at {3}",
        Factor = ", at {0}",
        Part = "{0}: {1} of {2}",
        Employee = "employee's part {0}",
        Employer = "employer's part {0}",
        Makes = ", that is {0}",
        Rounded = ", rounded from {0} to {1}",
        Plain = "{0}: {1}",
        Sum = "Gross {0} - contributions {1} - tax {2} + allowances {3} - advances {4} + expenses {5} = net pay {6}",
        Units = new()
        {
            [PayUnit.Hour] = "hours",
            [PayUnit.Day] = "days",
            [PayUnit.Cachet] = "performances",
            [PayUnit.Month] = "months",
            [PayUnit.Piece] = "units",
        },
    };

    private static readonly PayrollPhrases s_german = new()
    {
        Code = Language.German,
        Product = "{0}: {1} {2} zu {3}",
        Factor = ", zu {0}",
        Part = "{0}: {1} von {2}",
        Employee = "Anteil Arbeitnehmer {0}",
        Employer = "Anteil Arbeitgeber {0}",
        Makes = ", das sind {0}",
        Rounded = ", gerundet von {0} auf {1}",
        Plain = "{0}: {1}",
        Sum = "Brutto {0} - Beiträge {1} - Steuer {2} + Zulagen {3} - Vorschüsse {4} + Spesen {5} = Auszahlung {6}",
        Units = new()
        {
            [PayUnit.Hour] = "Stunden",
            [PayUnit.Day] = "Tage",
            [PayUnit.Cachet] = "Auftritte",
            [PayUnit.Month] = "Monate",
            [PayUnit.Piece] = "Einheiten",
        },
    };

    public required string Code { get; init; }
    public required string Product { get; init; }
    public required string Factor { get; init; }
    public required string Part { get; init; }
    public required string Employee { get; init; }
    public required string Employer { get; init; }
    public required string Makes { get; init; }
    public required string Rounded { get; init; }
    public required string Plain { get; init; }
    public required string Sum { get; init; }
    public required Dictionary<string, string> Units { get; init; }

    public static PayrollPhrases In(string language) =>
        language switch
        {
            Language.English => s_english,
            Language.German => s_german,
            _ => s_french,
        };

    public string Label(PayrollLine line) => line.LabelIn(Code);

    /// <summary>What was multiplied with what, what came out, and how it was rounded.</summary>
    public string Line(PayrollLine line)
    {
        var label = Label(line);
        if (line is { Quantity: { } quantity, UnitPrice: { } price })
        {
            var unit = Units.GetValueOrDefault(line.Unit ?? "", line.Unit ?? "");
            var factor = line.RateEe is { } rate ? Of(Factor, Words.Percent(rate)) : "";
            return Of(Product, label, Words.Of(quantity), unit, Words.Money(price)) + factor + Outcome(line, line.AmountEe);
        }

        if (line.Base is not { } @base || (line.RateEe ?? line.RateEr) is null)
        {
            return Of(Plain, label, Words.Money(line.AmountEe ?? line.AmountEr ?? 0));
        }

        var words = new List<string>(2);
        if (line.RateEe is { } employee)
        {
            words.Add(Share(line, Of(Employee, Words.Percent(employee)), label, @base, line.AmountEe));
        }

        if (line.RateEr is { } employer)
        {
            words.Add(Share(line, Of(Employer, Words.Percent(employer)), label, @base, line.AmountEr));
        }

        return string.Join("; ", words);
    }

    public string Total(PayrollResult result) =>
        Of(
            Sum,
            Words.Money(result.Gross),
            Words.Money(result.TotalEe),
            Words.Money(result.Tax),
            Words.Money(result.Allowances),
            Words.Money(result.Advances),
            Words.Money(result.Expenses),
            Words.Money(result.NetPayable)
        );

    private string Share(PayrollLine line, string part, string label, decimal @base, decimal? amount) =>
        Of(Part, label, part, Words.Money(@base)) + Outcome(line, amount);

    // The delta is that of the first amount on the line.
    private string Outcome(PayrollLine line, decimal? amount) =>
        line.RoundingDelta is { } delta and not 0 && amount == (line.AmountEe ?? line.AmountEr)
            ? Of(Rounded, Words.Of((amount ?? 0) - delta), Words.Money(amount ?? 0))
            : Of(Makes, Words.Money(amount ?? 0));

    private static string Of(string pattern, params string[] values) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, pattern, values);
}
