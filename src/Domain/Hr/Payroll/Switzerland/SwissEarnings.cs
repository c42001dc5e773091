namespace Pinnokio.Domain.Hr.Payroll.Switzerland;

/// <summary>Pay by the contract, supplements, holiday pay.</summary>
internal static class SwissEarnings
{
    private const decimal WeeksInYear = 52m;
    private const decimal MonthsInYear = 12m;

    public static void AddTo(Payslip payslip)
    {
        var variables = payslip.Input.Variables;
        var byTheHour = payslip.Input.Contracts.FirstOrDefault(IsByTheHour);
        var salariedDays = payslip.Input.Month.Days30Of(payslip.Input.Contracts.Where(IsSalaried));
        foreach (var contract in payslip.Input.Contracts)
        {
            if (IsSalaried(contract))
            {
                AddMonthly(payslip, contract, salariedDays);
            }
            else if (contract.RemunerationType == RemunerationType.Daily)
            {
                AddDaily(payslip, contract);
            }
            else if (contract == byTheHour)
            {
                AddHourly(payslip, contract);
            }
        }

        AddSupplements(payslip, byTheHour ?? payslip.Input.Contracts[0]);
        AddVacation(payslip);
        Give(payslip, SwissItems.Gratuity, variables.Gratuity);
        Give(payslip, SwissItems.Bonus, variables.Bonus);
        Give(payslip, SwissItems.Commission, variables.Commission);
    }

    public static bool IsByTheHour(Contract contract) => contract.RemunerationType is RemunerationType.Hourly or RemunerationType.Lesson;

    /// <summary>Paid by the month, not by hours or days.</summary>
    public static bool IsSalaried(Contract contract) => !IsByTheHour(contract) && contract.RemunerationType != RemunerationType.Daily;

    /// <summary>What a whole month of the contract pays.</summary>
    public static decimal MonthlyPay(Contract contract) => Salary(contract) * contract.WorkRate;

    private static decimal Salary(Contract contract) => contract.BaseSalary ?? throw PayrollFaults.PriceMissing(contract.RemunerationType);

    // The unpaid days are days of the month: of contracts that follow each other each bears its part of them, of those side by side each bears them all.
    private static void AddMonthly(Payslip payslip, Contract contract, int salariedDays)
    {
        var (days, unpaid) = (payslip.Input.Month.Days30Of(contract), payslip.Input.Variables.UnpaidDays);
        if (unpaid > salariedDays)
        {
            throw PayrollFaults.Variable("unpaid_days", $"is more than the {salariedDays} days of the month under contract");
        }

        if (days == 0)
        {
            return; // a deployed contract may end before it starts
        }

        var salary = Salary(contract);
        var (part, whole) = (days * (salariedDays - unpaid), salariedDays * (decimal)PayrollMonth.Days30);
        if (part == whole && contract.WorkRate == 1)
        {
            payslip.Give(SwissItems.MonthlySalary, salary, $"monthly salary {Words.Money(salary)}");
            return;
        }

        var paid = Math.Round(part / salariedDays, 4);
        var line = new PayrollLine
        {
            Quantity = paid,
            Unit = PayUnit.Day,
            UnitPrice = Math.Round(MonthlyPay(contract) / PayrollMonth.Days30, 4),
            Base = PayrollRounding.Cent(MonthlyPay(contract)),
        };
        var formula = $"{Words.Money(salary)} x {Words.Percent(contract.WorkRate)} x {Words.Of(paid)}/30 days";
        if (unpaid > 0 && days < salariedDays)
        {
            formula += $" ({Words.Of(days)} less {Words.Of(days)}/{Words.Of(salariedDays)} of {Words.Of(unpaid)} unpaid)";
        }

        payslip.Compute(SwissItems.MonthlySalary, line, MonthlyPay(contract) * part / whole, formula);
    }

    private static void AddHourly(Payslip payslip, Contract contract)
    {
        var hours = payslip.Input.Variables.Hours ?? throw PayrollFaults.Variable("hours", "is required for pay by the hour");
        var item = contract.RemunerationType == RemunerationType.Lesson ? SwissItems.LessonWage : SwissItems.HourlyWage;
        payslip.Multiply(item, hours, PayUnit.Hour, HourPrice(contract));
        payslip.WorkedHours = hours;
    }

    private static void AddDaily(Payslip payslip, Contract contract)
    {
        var days = payslip.Input.Variables.Days ?? throw PayrollFaults.Variable("days", "is required for pay by the day");
        var price = contract.DailyRate ?? contract.BaseSalary ?? throw PayrollFaults.PriceMissing(contract.RemunerationType);
        payslip.Multiply(SwissItems.DailyWage, days, PayUnit.Day, price);
    }

    private static void AddSupplements(Payslip payslip, Contract contract)
    {
        var variables = payslip.Input.Variables;
        AddSupplement(payslip, contract, SwissItems.Sunday, variables.SundayHours, SwissRates.SundaySupplement);
        AddSupplement(payslip, contract, SwissItems.Night, variables.NightHours, SwissRates.NightSupplement);
        if (variables.OvertimeHours is { Hours: > 0 } overtime)
        {
            var rate = overtime.Supplement is null ? payslip.Input.Rates.Get(SwissRates.OvertimeSupplement) : null;
            var factor = 1 + (overtime.Supplement ?? rate!.Value);
            payslip.Multiply(SwissItems.Overtime, overtime.Hours, PayUnit.Hour, HourPrice(contract), factor, rate);
        }
    }

    private static void AddSupplement(Payslip payslip, Contract contract, PayItem item, SupplementedHours? given, string rateCode)
    {
        if (given is { Hours: > 0 } hours)
        {
            var rate = hours.Supplement is null ? payslip.Input.Rates.Get(rateCode) : null;
            payslip.Multiply(item, hours.Hours, PayUnit.Hour, HourPrice(contract), hours.Supplement ?? rate!.Value, rate);
        }
    }

    // A salaried hour is the month's pay over the hours of an average month.
    private static decimal HourPrice(Contract contract)
    {
        if (IsByTheHour(contract))
        {
            return contract.HourlyRate ?? contract.BaseSalary ?? throw PayrollFaults.PriceMissing(contract.RemunerationType);
        }

        var hours = contract.WeeklyHours * WeeksInYear / MonthsInYear;
        return hours > 0 ? Math.Round(Salary(contract) / hours, 4) : throw PayrollFaults.PriceMissing(RemunerationType.Hourly);
    }

    private static void AddVacation(Payslip payslip)
    {
        var contract = payslip.Input.Contracts.FirstOrDefault(c => IsByTheHour(c) || c.RemunerationType == RemunerationType.Daily);
        if (contract?.VacationWeeks is { } weeks and > 0)
        {
            var rate = payslip.Input.Rates.Get(SwissRates.VacationPay(weeks));
            payslip.Share(SwissItems.Vacation, payslip.BaseOf(PayBases.Vacation), rate.Value, rate);
        }
    }

    private static void Give(Payslip payslip, PayItem item, decimal? amount)
    {
        if (amount is { } given and not 0)
        {
            payslip.Give(item, given, "as given");
        }
    }
}
