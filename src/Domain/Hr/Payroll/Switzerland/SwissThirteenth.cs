namespace Pinnokio.Domain.Hr.Payroll.Switzerland;

/// <summary>The thirteenth month's pay: with each hourly wage, or as a twelfth of the pay since it was last due.</summary>
internal static class SwissThirteenth
{
    private const decimal MonthsInYear = 12m;

    public static void AddTo(Payslip payslip)
    {
        var input = payslip.Input;
        var contract = input.Contracts[^1];
        var earned = payslip.BaseOf(PayBases.Thirteenth);
        payslip.Keep(YtdKeys.ThirteenthBase, earned);
        if (contract.Thirteenth == ThirteenthPay.None)
        {
            return;
        }

        if (contract.Thirteenth == ThirteenthPay.MonthlyHourly)
        {
            var rate = input.Rates.Get(SwissRates.ThirteenthHourly);
            payslip.Share(SwissItems.ThirteenthMonthly, earned, rate.Value, rate);
            return;
        }

        var months = contract.Thirteenth switch
        {
            ThirteenthPay.Quarterly => 3,
            ThirteenthPay.HalfYearly => 6,
            _ => 12,
        };
        if (input.Month.Month % months == 0 || Leaves(input))
        {
            AddAccrued(payslip, earned, months);
        }
    }

    private static void AddAccrued(Payslip payslip, decimal earned, int months)
    {
        var input = payslip.Input;
        var from = (input.Month.Month - 1) / months * months + 1;
        var before = input.YearToDate.Sum(YtdKeys.ThirteenthBase, from) + UnknownPay(input, from);
        var paid = input.YearToDate.Sum(YtdKeys.ThirteenthPaid, from);
        var line = new PayrollLine { Base = PayrollRounding.Cent(before + earned) };
        var formula = $"{Words.Money(before + earned)} earned since month {from} / 12" + (paid == 0 ? "" : $" - {Words.Money(paid)} paid");
        var amount = payslip.Compute(SwissItems.Thirteenth, line, (before + earned) / MonthsInYear - paid, formula);
        payslip.Keep(YtdKeys.ThirteenthPaid, amount);
    }

    // Months that were paid elsewhere, before this product was there, count with the contract's pay.
    private static decimal UnknownPay(PayrollInput input, int from) =>
        Enumerable
            .Range(from, input.Month.Month - from)
            .Where(month => !input.YearToDate.Knows(month))
            .Select(month => new PayrollMonth(input.Month.Year, month))
            .Sum(month =>
                input
                    .Contracts.Where(SwissEarnings.IsSalaried)
                    .Sum(c => SwissEarnings.MonthlyPay(c) * month.Days30Of(c) / PayrollMonth.Days30)
            );

    private static bool Leaves(PayrollInput input) =>
        input.Employee.ExitDate <= input.Month.Last || input.Contracts.All(contract => contract.EndDate <= input.Month.Last);
}
