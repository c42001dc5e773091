using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr.Payroll.French;

/// <summary>
/// Income-tax withholding (PAS): the personal rate where one was received, else the neutral grid, whose steps include their upper end. For a contract of two
/// months at most under the neutral rate the base is lowered first.
/// </summary>
internal static class FrenchWithholding
{
    private const string Exempt = "pas_exempt";
    private const string NonResident = "non_resident_fr";
    private const string Neutral = "pas_neutral";
    private const string NeutralShort = "pas_neutral_short";
    private const string PersonalKind = "personal";

    public static void AddTo(Payslip payslip, FrenchCase @case, decimal taxable)
    {
        var employee = @case.Employee;
        if (employee.TaxStatus == NonResident)
        {
            throw new DomainRuleException(
                "non_resident_withholding",
                "The withholding of non-residents is not calculated here.",
                "employee_id"
            );
        }

        if (employee.TaxStatus == Exempt || taxable <= 0)
        {
            return;
        }

        if (IsPersonal(@case) && employee.PasRate is { } rate)
        {
            payslip.Share(FrenchItems.Withholding, taxable, rate, row: null);
            return;
        }

        var allowance = IsShort(@case) ? @case.Rates.Value(FrenchRates.ShortContractAllowance) : 0m;
        var @base = Math.Max(0m, taxable - allowance);
        var row = GridRate(@case.Rates, @base);
        payslip.Share(
            FrenchItems.Withholding,
            @base,
            row.Value,
            row,
            $"{(allowance == 0 ? Words.Money(@base) : $"({Words.Money(taxable)} - {Words.Money(allowance)})")} x {Words.Percent(row.Value)}"
        );
    }

    private static RateRow GridRate(RateTable rates, decimal taxable)
    {
        var step = 1;
        while (step == 1 || rates.Has(FrenchRates.GridTo(step)))
        {
            if (taxable <= rates.Value(FrenchRates.GridTo(step)))
            {
                break;
            }

            step++;
        }

        return rates.Get(FrenchRates.GridRate(step));
    }

    private static bool IsPersonal(FrenchCase @case) =>
        @case.Employee.PasRateKind == PersonalKind
        && @case.Employee.TaxStatus is not (Neutral or NeutralShort)
        && (@case.Employee.PasRateValidFrom is not { } from || from <= @case.Input.Month.Last);

    private static bool IsShort(FrenchCase @case)
    {
        if (@case.Employee.TaxStatus is Neutral or NeutralShort)
        {
            return @case.Employee.TaxStatus == NeutralShort;
        }

        var months = (int)@case.Rates.Value(FrenchRates.ShortContractMonths);
        return @case.Input.Contracts.All(contract => contract.EndDate is { } end && end < contract.StartDate.AddMonths(months));
    }
}
