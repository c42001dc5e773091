namespace Pinnokio.Domain.Hr.Payroll.Switzerland;

/// <summary>Old age, unemployment, accident, sickness, and what the canton levies.</summary>
internal static class SwissInsurance
{
    private const decimal DaysInYear = 360m;

    public static void AddTo(Payslip payslip)
    {
        var (input, rates) = (payslip.Input, payslip.Input.Rates);
        var retired = IsRetired(input);
        var contributes = input.Month.Year - input.Employee.BirthDate.Year >= rates.Value(SwissRates.AvsFromAge);
        if (contributes)
        {
            AddAvs(payslip, retired);
            if (!retired)
            {
                var ac = Insure(payslip, PayBases.Ac, rates.Get(SwissRates.AcCap), YtdKeys.AcBase, YtdKeys.AcInsured);
                Contribute(payslip, SwissItems.AcEmployee, ac, employee: rates.Get(SwissRates.AcEmployee));
                Contribute(payslip, SwissItems.AcEmployer, ac, employer: rates.Get(SwissRates.AcEmployer));
            }
        }

        AddAccident(payslip);
        AddSickness(payslip);
        if (contributes)
        {
            AddCanton(payslip, AvsBase(payslip, retired).Amount);
        }
    }

    /// <summary>From the month after the reference age is reached, or where the employee's record says so.</summary>
    public static bool IsRetired(PayrollInput input)
    {
        var age = input.Company.RetirementAgeMonths ?? Company.DefaultRetirementAgeMonths;
        return input.Employee.IsRetiredWorking || input.Employee.BirthDate.AddMonths(age) < input.Month.First;
    }

    private static void AddAvs(Payslip payslip, bool retired)
    {
        var (rates, insured) = (payslip.Input.Rates, AvsBase(payslip, retired));
        payslip.Keep(YtdKeys.AvsBase, insured.Amount);
        Contribute(payslip, SwissItems.AvsEmployee, insured, employee: rates.Get(SwissRates.AvsEmployee));
        Contribute(payslip, SwissItems.AvsEmployer, insured, employer: rates.Get(SwissRates.AvsEmployer));
    }

    private static Insured AvsBase(Payslip payslip, bool retired)
    {
        var pay = payslip.BaseOf(PayBases.Avs);
        if (!retired)
        {
            return new Insured(pay, null);
        }

        var allowance = payslip.Input.Rates.Value(SwissRates.AvsRetireeAllowance);
        return new Insured(Math.Max(0, pay - allowance), $"{Words.Money(pay)} - {Words.Money(allowance)} retirement allowance");
    }

    private static void AddAccident(Payslip payslip)
    {
        var (input, rates) = (payslip.Input, payslip.Input.Rates);
        var laa = Insure(payslip, PayBases.Laa, rates.Get(SwissRates.LaaCap), YtdKeys.LaaBase, YtdKeys.LaaInsured);
        var weekly = input.Contracts.Sum(contract => contract.WeeklyHours * contract.WorkRate);
        if (weekly == 0 || weekly >= rates.Value(SwissRates.NonOccupationalMinWeeklyHours))
        {
            var nonOccupational = rates.Get(SwissRates.NonOccupationalAccident, input.Employee.LaaCode);
            Contribute(payslip, SwissItems.NonOccupationalAccident, laa, employee: nonOccupational);
        }

        var occupational = rates.Get(SwissRates.OccupationalAccident, input.Employee.LaaCode);
        Contribute(payslip, SwissItems.OccupationalAccident, laa, employer: occupational);
    }

    private static void AddSickness(Payslip payslip)
    {
        var (rates, code) = (payslip.Input.Rates, payslip.Input.Employee.IjmCode);
        var cap = rates.Find(SwissRates.SicknessCap);
        var insured = Insure(payslip, PayBases.Ijm, cap, YtdKeys.IjmBase, YtdKeys.IjmInsured);
        Contribute(payslip, SwissItems.SicknessEmployee, insured, employee: rates.Get(SwissRates.SicknessEmployee, code));
        Contribute(payslip, SwissItems.SicknessEmployer, insured, employer: rates.Get(SwissRates.SicknessEmployer, code));
    }

    // What a canton does not levy has no row.
    private static void AddCanton(Payslip payslip, decimal pay)
    {
        var rates = payslip.Input.Rates;
        var insured = new Insured(pay, null);
        Contribute(
            payslip,
            SwissItems.Maternity,
            insured,
            rates.Find(SwissRates.MaternityEmployee),
            rates.Find(SwissRates.MaternityEmployer)
        );
        Contribute(
            payslip,
            SwissItems.FamilyFund,
            insured,
            rates.Find(SwissRates.FamilyFundEmployee),
            rates.Find(SwissRates.FamilyFundEmployer)
        );
        Contribute(payslip, SwissItems.EarlyChildhood, insured, employer: rates.Find(SwissRates.EarlyChildhood));
        Contribute(payslip, SwissItems.Training, insured, employer: rates.Find(SwissRates.Training));
    }

    /// <summary>The pay of the month that is under the year's ceiling, which grows with each day; without a ceiling all of it.</summary>
    private static Insured Insure(Payslip payslip, PayBases bases, RateRow? cap, string baseKey, string insuredKey)
    {
        var pay = payslip.BaseOf(bases);
        payslip.Keep(baseKey, pay);
        if (cap is null)
        {
            payslip.Keep(insuredKey, pay);
            return new Insured(pay, null);
        }

        var year = payslip.Input.YearToDate;
        var (paid, insuredBefore) = (year.Sum(baseKey) + pay, year.Sum(insuredKey));
        var days = year.Sum(YtdKeys.Days) + (payslip.Days30 ?? 0);
        var ceiling = PayrollRounding.Cent(cap.Value * days / DaysInYear);
        var insured = Math.Min(paid, ceiling) - insuredBefore;
        payslip.Keep(insuredKey, insured);
        return insured == pay
            ? new Insured(pay, null)
            : new Insured(
                insured,
                $"min({Words.Money(paid)}, {Words.Money(cap.Value)} x {Words.Of(days)}/360 = {Words.Money(ceiling)}) - {Words.Money(insuredBefore)} so far"
            );
    }

    // A company's row of zero says that it has no such insurance.
    private static void Contribute(Payslip payslip, PayItem item, Insured insured, RateRow? employee = null, RateRow? employer = null)
    {
        var (ee, er) = (employee is { Value: 0 } ? null : employee, employer is { Value: 0 } ? null : employer);
        if (ee is not null || er is not null)
        {
            payslip.Contribute(item, insured.Amount, ee, er, insured.Derivation);
        }
    }

    private readonly record struct Insured(decimal Amount, string? Derivation);
}
