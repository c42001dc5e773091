using System.Globalization;

namespace Pinnokio.Domain.Hr.Payroll.French;

/// <summary>The earnings of the month, and the hours behind them.</summary>
internal static class FrenchGross
{
    private const decimal WeeksInMonth = 52m / 12m;

    public static void AddTo(Payslip payslip, FrenchCase @case)
    {
        RefuseUnused(@case.Variables);
        var hours = 0m;
        foreach (var contract in @case.Input.Contracts)
        {
            hours += AddFixedPay(payslip, @case, contract);
        }

        hours += AddHours(payslip, @case);
        AddCachets(payslip, @case);
        AddBonuses(payslip, @case.Variables);
        payslip.WorkedHours = hours;
        payslip.Cachets = @case.Variables.Cachets;
    }

    private static void RefuseUnused(PayrollVariables variables)
    {
        Refuse(variables.NightHours is not null, "night_hours");
        Refuse(variables.SundayHours is not null, "sunday_hours");
        Refuse(variables.OvertimeHours is not null, "overtime_hours");

        static void Refuse(bool given, string key)
        {
            if (given)
            {
                throw PayrollFaults.Variable(key, "has no rule in France: give overtime_25_hours, overtime_50_hours or lines");
            }
        }
    }

    /// <summary>Monthly and flat pay. Returns the hours that it stands for.</summary>
    private static decimal AddFixedPay(Payslip payslip, FrenchCase @case, Contract contract)
    {
        switch (contract.RemunerationType)
        {
            case RemunerationType.Monthly:
                return AddMonth(payslip, @case, contract);
            case RemunerationType.Flat:
                payslip.Give(FrenchItems.Salary, Salary(contract), "flat amount of the contract");
                return 0;
            case RemunerationType.Hourly:
                Require(@case.Variables.Hours is not null, "hours", "hourly");
                return 0;
            case RemunerationType.Daily:
                Require(@case.Variables.Days is not null, "days", "daily");
                return 0;
            case RemunerationType.Cachet:
                Require(@case.Variables.Cachets is not null, "cachets", "cachet");
                return 0;
            default:
                Require(@case.Variables.Lines.Count > 0, "lines", contract.RemunerationType);
                return 0;
        }
    }

    private static decimal AddMonth(Payslip payslip, FrenchCase @case, Contract contract)
    {
        var month = @case.Input.Month;
        var days = month.Last.Day;
        var covered = month.CalendarDaysOf(contract);
        var unpaid = Math.Min(@case.Variables.UnpaidDays, PayrollMonth.Days30);
        var (part, whole) = (covered * (PayrollMonth.Days30 - unpaid), days * (decimal)PayrollMonth.Days30);
        var salary = Salary(contract);
        var formula = string.Create(
            CultureInfo.InvariantCulture,
            $"{Words.Money(salary)} x {Words.Percent(contract.WorkRate)} x {covered} of {days} days"
        );
        if (unpaid > 0)
        {
            formula += $" less {Words.Of(unpaid)} of {PayrollMonth.Days30} unpaid";
        }

        payslip.Compute(
            FrenchItems.Salary,
            new PayrollLine
            {
                Quantity = Math.Round(part / whole, 4),
                Unit = PayUnit.Month,
                UnitPrice = PayrollRounding.Cent(salary * contract.WorkRate),
            },
            salary * contract.WorkRate * part / whole,
            formula
        );
        return contract.WeeklyHours * contract.WorkRate * WeeksInMonth * part / whole;
    }

    private static decimal AddHours(Payslip payslip, FrenchCase @case)
    {
        var (variables, rates) = (@case.Variables, @case.Rates);
        if (variables.Days is > 0)
        {
            payslip.Multiply(
                FrenchItems.Salary,
                variables.Days.Value,
                PayUnit.Day,
                Price(@case, "days", contract => Unit(contract, RemunerationType.Daily, contract.DailyRate))
            );
        }

        return Add(FrenchItems.Hours, "hours", variables.Hours, null)
            + Add(FrenchItems.Overtime25, "overtime_25_hours", variables.Overtime25Hours, FrenchRates.Overtime25)
            + Add(FrenchItems.Overtime50, "overtime_50_hours", variables.Overtime50Hours, FrenchRates.Overtime50)
            + Add(FrenchItems.Complementary, "complementary_10_hours", variables.Complementary10Hours, FrenchRates.Complementary10)
            + Add(FrenchItems.Complementary, "complementary_25_hours", variables.Complementary25Hours, FrenchRates.Complementary25);

        decimal Add(PayItem item, string key, decimal? hours, string? supplementCode)
        {
            if (hours is not > 0)
            {
                return 0;
            }

            var supplement = supplementCode is null ? null : rates.Get(supplementCode);
            payslip.Multiply(item, hours.Value, PayUnit.Hour, Price(@case, key, HourlyPrice), 1m + (supplement?.Value ?? 0m), supplement);
            return hours.Value;
        }
    }

    private static void AddCachets(Payslip payslip, FrenchCase @case)
    {
        if (@case.Variables.Cachets is > 0 and { } cachets)
        {
            payslip.Multiply(
                FrenchItems.Cachets,
                cachets,
                PayUnit.Cachet,
                Price(@case, "cachets", contract => Unit(contract, RemunerationType.Cachet, contract.CachetRate))
            );
        }
    }

    private static void AddBonuses(Payslip payslip, PayrollVariables variables)
    {
        Give(variables.Bonus, "bonus");
        Give(variables.Commission, "commission");
        Give(variables.Gratuity, "gratuity");

        void Give(decimal? amount, string what)
        {
            if (amount is { } given and not 0)
            {
                payslip.Give(FrenchItems.Bonus, given, $"{what}, given");
            }
        }
    }

    private static decimal Salary(Contract contract) => contract.BaseSalary ?? throw PayrollFaults.PriceMissing(contract.RemunerationType);

    private static decimal? HourlyPrice(Contract contract) =>
        contract.RemunerationType != RemunerationType.Monthly ? Unit(contract, RemunerationType.Hourly, contract.HourlyRate)
        : contract.WeeklyHours > 0 ? Math.Round(Salary(contract) / (contract.WeeklyHours * WeeksInMonth), 4, MidpointRounding.AwayFromZero)
        : null;

    // Contracts of one price may keep it as their salary.
    private static decimal? Unit(Contract contract, string pay, decimal? price) =>
        price ?? (contract.RemunerationType == pay ? contract.BaseSalary : null);

    /// <summary>One quantity stands for the month, so that the contracts of the month must agree on its price.</summary>
    private static decimal Price(FrenchCase @case, string key, Func<Contract, decimal?> price)
    {
        var prices = @case.Input.Contracts.Select(price).OfType<decimal>().Distinct().ToList();
        return prices.Count switch
        {
            1 => prices[0],
            0 => throw PayrollFaults.PriceMissing(@case.Input.Contracts[^1].RemunerationType),
            _ => throw PayrollFaults.Variable(key, "has several prices in the month: give lines instead"),
        };
    }

    private static void Require(bool given, string key, string pay)
    {
        if (!given)
        {
            throw PayrollFaults.Variable(key, $"is required for {pay} pay");
        }
    }
}
