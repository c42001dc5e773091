using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr.Payroll.French;

/// <summary>
/// French payroll: gross lines, flat-rate deduction, ceilings, contributions, general reduction, withholding on the taxable net, what is paid beside. Each line
/// is rounded to the cent, half up.
/// </summary>
internal sealed class FrenchPayroll : IPayrollRules
{
    public const string RightsHoursKey = "fr_rights_hours";
    public const string CachetsKey = "fr_cachets";
    public const string HoursKey = "fr_hours";
    public const string NetTaxableKey = "fr_net_taxable";
    public const string SocialBaseKey = "fr_social_base";
    public const string CappedBaseKey = "fr_capped_base";

    public string Country => CountryCode.France;

    public string Version => "fr-1";

    public Payslip Calculate(PayrollInput input)
    {
        if (input.Contracts.FirstOrDefault(contract => contract.Currency != CurrencyCode.Euro) is { } foreign)
        {
            throw PayrollFaults.WrongCurrency(CurrencyCode.Euro, foreign.Currency);
        }

        var payslip = new Payslip(input, PayrollRounding.Euro);
        var @case = new FrenchCase(input);
        FrenchGross.AddTo(payslip, @case);
        GivenLines.AddTo(payslip, FrenchItems.Addable, PayItemKind.Earning);
        var bases = new FrenchCeilings(payslip, @case);
        new FrenchContributions(payslip, @case, bases).Add();
        FrenchReduction.AddTo(payslip, @case, bases);
        var taxable = payslip.NetBeforeTax + TaxedContributions(payslip);
        FrenchWithholding.AddTo(payslip, @case, taxable);
        var (variables, addable) = (input.Variables, FrenchItems.Addable);
        GivenLines.AddTo(payslip, addable, PayItemKind.Allowance, variables.Allowances, FrenchItems.Allowance);
        GivenLines.AddTo(payslip, addable, PayItemKind.Expense, variables.Expenses, FrenchItems.Expenses);
        GivenLines.AddTo(payslip, addable, PayItemKind.Advance, variables.Advances, FrenchItems.Advance);
        Keep(payslip, @case, bases, taxable);
        return payslip;
    }

    /// <summary>Hours that count towards unemployment rights: those worked, and so many for each cachet.</summary>
    private static decimal RightsHours(decimal hours, int cachets, decimal hoursPerCachet) => hours + (cachets * hoursPerCachet);

    private static decimal TaxedContributions(Payslip payslip) =>
        payslip
            .Lines.Where(line => line.ItemCode == FrenchItems.CsgTaxed.Code || line.ItemCode == FrenchItems.Crds.Code)
            .Sum(line => line.AmountEe ?? 0m);

    private static void Keep(Payslip payslip, FrenchCase @case, FrenchCeilings bases, decimal taxable)
    {
        var (hours, cachets) = (payslip.WorkedHours ?? 0m, payslip.Cachets ?? 0);
        payslip.Keep(NetTaxableKey, taxable);
        payslip.Keep(SocialBaseKey, bases.Social);
        payslip.Keep(CappedBaseKey, bases.Capped);
        payslip.Keep(FrenchCeilings.DfsKey, bases.Dfs);
        if (@case.IsIntermittent)
        {
            payslip.Keep(HoursKey, hours);
            payslip.Keep(CachetsKey, cachets);
            payslip.Keep(RightsHoursKey, RightsHours(hours, cachets, @case.Rates.Value(FrenchRates.CachetHours)));
        }
    }
}
