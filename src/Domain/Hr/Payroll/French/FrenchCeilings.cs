namespace Pinnokio.Domain.Hr.Payroll.French;

/// <summary>
/// The ceiling of the month and the bases under it. An artist's engagement of under five continuous days has the short ceiling, hours times the hourly one,
/// for each of its days; all other work has the monthly one, by the calendar days under contract. There is no yearly settlement of ceilings.
/// </summary>
internal sealed class FrenchCeilings
{
    public const string DfsKey = "fr_dfs";

    public FrenchCeilings(Payslip payslip, FrenchCase @case)
    {
        Gross = payslip.BaseOf(PayBases.Social);
        Cap = PayrollRounding.Cent(CapOf(@case));
        (Dfs, var rate) = DfsOf(@case, Gross);
        Social = Gross - Dfs;
        Capped = Math.Min(Social, Cap);
        Derivation = Dfs == 0 ? null : $"{Words.Money(Gross)} - {Words.Money(Dfs)} (DFS {Words.Percent(rate)})";
        CappedDerivation = Capped == Social ? Derivation : $"capped at {Words.Money(Cap)}";
        Unemployment = Limited(Gross, @case.Rates.Value(FrenchRates.UnemploymentCaps));
    }

    public decimal Gross { get; }
    public decimal Cap { get; }

    /// <summary>The flat-rate deduction for expenses, which lowers the bases of all but unemployment, CSG and leave.</summary>
    public decimal Dfs { get; }
    public decimal Social { get; }
    public decimal Capped { get; }
    public decimal Unemployment { get; }
    public string? Derivation { get; }
    public string? CappedDerivation { get; }

    /// <summary>What lies above the ceiling, up to so many ceilings.</summary>
    public decimal Above(decimal caps) => Math.Max(0m, Limited(Social, caps) - Cap);

    public decimal Limited(decimal amount, decimal caps) => Math.Min(amount, caps * Cap);

    private static decimal CapOf(FrenchCase @case)
    {
        var (month, contracts, rates) = (@case.Input.Month, @case.Input.Contracts, @case.Rates);
        if (!@case.IsArtist)
        {
            return Monthly(contracts);
        }

        var below = rates.Value(FrenchRates.ShortEngagementDays);
        var shortDay = rates.Value(FrenchRates.ShortEngagementHours) * rates.Value(FrenchRates.CapHour);
        if (@case.Variables.EngagementDays is > 0 and { } given)
        {
            return given * shortDay;
        }

        var days = contracts.Where(IsShort).Sum(contract => month.CalendarDaysOf(contract));
        var others = contracts.Where(contract => !IsShort(contract)).ToList();
        return (days * shortDay) + (others.Count == 0 ? 0m : Monthly(others));

        decimal Monthly(IReadOnlyList<Contract> under) => rates.Value(FrenchRates.CapMonth) * month.CalendarDaysOf(under) / month.Last.Day;

        bool IsShort(Contract contract) => contract.EndDate is { } end && end.DayNumber - contract.StartDate.DayNumber + 1 < below;
    }

    private static (decimal Amount, decimal Rate) DfsOf(FrenchCase @case, decimal gross)
    {
        var employee = @case.Employee;
        if (employee.DfsClass is not ("25" or "20") || employee.DfsConsentAt is not { } consent)
        {
            return default;
        }

        if (DateOnly.FromDateTime(consent.UtcDateTime) > @case.Input.Month.Last)
        {
            return default;
        }

        var rate = @case.Rates.Value($"{FrenchRates.Dfs}.{employee.DfsClass}");
        var left = Math.Max(0m, @case.Rates.Value(FrenchRates.DfsYearCap) - @case.Input.YearToDate.Sum(DfsKey));
        return (Math.Clamp(PayrollRounding.Euro.Round(gross * rate), 0m, left), rate);
    }
}
