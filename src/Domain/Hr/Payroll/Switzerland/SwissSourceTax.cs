using System.Text.Json;
using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr.Payroll.Switzerland;

/// <summary>Tax withheld at the source, by the month or by the year so far as the canton does it. Rates come from the canton's imported tables.</summary>
public static class SwissSourceTax
{
    public const string MonthlyModel = "monthly";
    public const string AnnualModel = "annual";
    public const string NoTariff = "NONE";

    private const int MostChildren = 9;
    private const decimal DaysInYear = 360m;
    private const decimal MonthsInYear = 12m;
    private const string Prefix = "CH-";

    /// <summary>The canton and tariff code (letter, children, church: A0N) of an employee; null when nothing is withheld.</summary>
    public static (string Canton, string Tariff)? TariffOf(Employee employee)
    {
        if (!employee.TaxAtSource || employee.TaxStatus == NoTariff)
        {
            return null;
        }

        var status = employee.TaxStatus ?? throw Missing("the employee's tax_status is empty");
        var canton = employee.ClusterCode.StartsWith(Prefix, StringComparison.Ordinal)
            ? employee.ClusterCode[Prefix.Length..]
            : employee.ClusterCode;
        var church = employee.ChurchMember == true ? 'Y' : 'N';
        return (canton, status.Length == 1 ? $"{status}{Math.Min((int)employee.ChildrenCount, MostChildren)}{church}" : status);
    }

    internal static void AddTo(Payslip payslip)
    {
        var input = payslip.Input;
        if (TariffOf(input.Employee) is not { } tariff)
        {
            return;
        }

        if (input.SourceTax is not { IsEmpty: false } table)
        {
            throw Missing($"no source-tax tariff {tariff.Tariff} of canton {tariff.Canton} is imported for {input.Month}");
        }

        var month = new Taxed(payslip.BaseOf(PayBases.Tax | PayBases.Periodic), payslip.BaseOf(PayBases.Tax), payslip.Days30 ?? 0, 0);
        var before = Taxed.Before(input.YearToDate, tariff);
        var tax = input.SourceTaxModel switch
        {
            MonthlyModel => Monthly(payslip, table, month),
            AnnualModel => Annual(payslip, table, month, before),
            _ => throw Missing($"the source-tax model of canton {tariff.Canton} is not known"),
        };
        month.Keep(payslip, tariff, tax);
    }

    private static decimal Monthly(Payslip payslip, SourceTaxTable table, Taxed month)
    {
        var income = PayrollRounding.Cent(
            Extrapolate(month.Periodic, PayrollMonth.Days30, month.Days) * Factor(payslip.Input.Employee) + month.Aperiodic
        );
        var bracket = table.Find(income);
        var (rate, least) = (bracket?.Rate ?? 0, bracket?.MinimumTax ?? 0);
        var exact = Math.Max(month.Taxable * rate, month.Taxable > 0 ? least : 0);
        return Add(payslip, table, new Step(month.Taxable, income, bracket, exact, 0));
    }

    private static decimal Annual(Payslip payslip, SourceTaxTable table, Taxed month, Taxed before)
    {
        var (periodic, days) = (before.Periodic + month.Periodic, before.Days + month.Days);
        var (taxable, aperiodic) = (before.Taxable + month.Taxable, before.Aperiodic + month.Aperiodic);
        var income = PayrollRounding.Cent(
            (Extrapolate(periodic, DaysInYear, days) * Factor(payslip.Input.Employee) + aperiodic) / MonthsInYear
        );
        var bracket = table.Find(income);
        var due = payslip.Rounding.Round(taxable * (bracket?.Rate ?? 0));
        return Add(payslip, table, new Step(taxable, income, bracket, due, before.Withheld));
    }

    private static decimal Add(Payslip payslip, SourceTaxTable table, Step step)
    {
        var rate = step.Bracket?.Rate ?? 0;
        var line = new PayrollLine
        {
            Base = step.Taxable,
            RateEe = rate,
            Trace = JsonSerializer.Serialize(
                new Dictionary<string, object?>
                {
                    ["canton"] = table.Canton,
                    ["tariff_code"] = table.TariffCode,
                    ["rate_determining_income"] = step.Income,
                    ["bracket_from"] = step.Bracket?.IncomeFrom,
                    ["tariff_valid_from"] = step.Bracket?.ValidFrom,
                }
            ),
        };
        var words =
            $"tariff {table.TariffCode} {table.Canton} at {Words.Money(step.Income)}: {Words.Money(step.Taxable)} x {Words.Percent(rate)}"
            + (step.Bracket is { MinimumTax: > 0 } bracket ? $", at least {Words.Money(bracket.MinimumTax)}" : "")
            + (step.Withheld == 0 ? "" : $" - {Words.Money(step.Withheld)} withheld so far");
        return payslip.Compute(SwissItems.SourceTax, line, step.Due - step.Withheld, words);
    }

    private static decimal Extrapolate(decimal periodic, decimal whole, decimal days) => days == 0 ? periodic : periodic * whole / days;

    // Whoever works elsewhere too is taxed at the rate of all their work; a bonus is not extrapolated.
    private static decimal Factor(Employee employee) =>
        employee.ActivityRateTotal is { } total && total > employee.ActivityRate ? total / employee.ActivityRate : 1;

    private static DomainRuleException Missing(string what) => new("source_tax_missing", $"SOURCE_TAX_MISSING: {what}.", "employee_id");

    private readonly record struct Step(decimal Taxable, decimal Income, SourceTaxBracket? Bracket, decimal Due, decimal Withheld);

    /// <summary>What was taxed under one tariff; each tariff of the year is settled for itself.</summary>
    private readonly record struct Taxed(decimal Periodic, decimal Taxable, decimal Days, decimal Withheld)
    {
        public decimal Aperiodic => Taxable - Periodic;

        public static Taxed Before(YearToDate year, (string Canton, string Tariff) tariff) =>
            new(
                year.Sum(Key("periodic", tariff)),
                year.Sum(Key("taxable", tariff)),
                year.Sum(Key("days", tariff)),
                year.Sum(Key("withheld", tariff))
            );

        public void Keep(Payslip payslip, (string Canton, string Tariff) tariff, decimal withheld)
        {
            payslip.Keep(Key("periodic", tariff), Periodic);
            payslip.Keep(Key("taxable", tariff), Taxable);
            payslip.Keep(Key("days", tariff), Days);
            payslip.Keep(Key("withheld", tariff), withheld);
        }

        private static string Key(string what, (string Canton, string Tariff) tariff) =>
            $"source_tax_{what}@{tariff.Canton}:{tariff.Tariff}";
    }
}
