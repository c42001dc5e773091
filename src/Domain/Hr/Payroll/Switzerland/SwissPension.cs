using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr.Payroll.Switzerland;

/// <summary>The pension's old-age credits on the coordinated salary; the employer pays at least half of them.</summary>
internal static class SwissPension
{
    private const decimal MonthsInYear = 12m;
    private const decimal MonthsWithThirteenth = 13m;
    private const decimal LargestEmployeeShare = 0.5m;

    public static void AddTo(Payslip payslip)
    {
        var (input, rates) = (payslip.Input, payslip.Input.Rates);
        var credit = CreditOf(input);
        if (credit is null || input.Employee.LppExemptReason is not null || SwissInsurance.IsRetired(input))
        {
            return;
        }

        var (annual, months, salaryWords) = AnnualSalary(payslip);
        if (annual < rates.Value(SwissRates.LppEntry))
        {
            return;
        }

        var coordination = rates.Value(SwissRates.LppCoordination);
        var (least, most) = (rates.Value(SwissRates.LppMinCoordinated), rates.Value(SwissRates.LppMaxCoordinated));
        var coordinated = PayrollRounding.Cent(Math.Clamp(annual - coordination, least, most));
        var share = EmployeeShare(input);
        var words =
            $"{salaryWords} - {Words.Money(coordination)}, within {Words.Money(least)} to {Words.Money(most)} = {Words.Money(coordinated)}; "
            + $"x {Words.Percent(credit.Value)} x {{0}} / 12"
            + (months == 1 ? "" : $" x {Words.Of(payslip.Days30 ?? 0)}/30 days");
        Contribute(payslip, SwissItems.PensionEmployee, coordinated, credit, share, months, words, isEmployee: true);
        Contribute(payslip, SwissItems.PensionEmployer, coordinated, credit, 1 - share, months, words, isEmployee: false);
    }

    private static void Contribute(
        Payslip payslip,
        PayItem item,
        decimal coordinated,
        RateRow credit,
        decimal share,
        decimal months,
        string words,
        bool isEmployee
    )
    {
        var rate = Math.Round(credit.Value * share, 6);
        var exact = coordinated * credit.Value * share / MonthsInYear * months;
        var line = new PayrollLine
        {
            Base = coordinated,
            RateEe = isEmployee ? rate : null,
            RateEr = isEmployee ? null : rate,
            RateRowId = credit.Id,
        };
        var formula = words.Replace("{0}", Words.Percent(share), StringComparison.Ordinal);
        payslip.Contribute(item, line, isEmployee ? exact : null, isEmployee ? null : exact, formula);
    }

    // By the year in which a birthday falls, not by the day.
    private static RateRow? CreditOf(PayrollInput input) =>
        (input.Month.Year - input.Employee.BirthDate.Year) switch
        {
            < 25 => null,
            <= 34 => Get("LPP_CREDIT_25_34", input),
            <= 44 => Get("LPP_CREDIT_35_44", input),
            <= 54 => Get("LPP_CREDIT_45_54", input),
            <= 65 => Get("LPP_CREDIT_55_65", input),
            _ => null,
        };

    private static RateRow Get(string code, PayrollInput input) => input.Rates.Get(code, input.Employee.LppPlanCode);

    private static decimal EmployeeShare(PayrollInput input)
    {
        var share = Get(SwissRates.LppEmployeeShare, input).Value;
        return share is >= 0 and <= LargestEmployeeShare
            ? share
            : throw new DomainRuleException(
                "pension_share_too_large",
                $"{SwissRates.LppEmployeeShare} is above 0.5: the employer pays at least half."
            );
    }

    /// <summary>Salaries over a year, and the part of the month that is due; pay by the hour is annualised by twelve months like this one.</summary>
    private static (decimal Annual, decimal Months, string Words) AnnualSalary(Payslip payslip)
    {
        var input = payslip.Input;
        var monthly = input.Contracts.Where(contract => contract.RemunerationType == RemunerationType.Monthly).ToList();
        if (monthly.Count == 0)
        {
            var pay = payslip.BaseOf(PayBases.Lpp);
            return (pay * MonthsInYear, 1, $"{Words.Money(pay)} x 12");
        }

        var fixedPay = monthly.GroupBy(contract => contract.ConcurrencyGroup).Sum(group => AnnualSalary(input.Month, [.. group]));
        var byTheHour = input.Contracts.Any(SwissEarnings.IsByTheHour)
            ? payslip.BaseOf(PayBases.Lpp | PayBases.Vacation) * MonthsInYear
            : 0;
        var annual = PayrollRounding.Cent(fixedPay + byTheHour);
        return (annual, (payslip.Days30 ?? 0) / (decimal)PayrollMonth.Days30, $"{Words.Money(annual)} a year");
    }

    // Contracts of one group follow each other: each counts for its days.
    private static decimal AnnualSalary(PayrollMonth month, List<Contract> group)
    {
        var days = group.Sum(month.Days30Of);
        return days == 0
            ? 0
            : group.Sum(contract => Months(contract) * SwissEarnings.MonthlyPay(contract) * month.Days30Of(contract)) / days;
    }

    private static decimal Months(Contract contract) => contract.Thirteenth == ThirteenthPay.None ? MonthsInYear : MonthsWithThirteenth;
}
