namespace Pinnokio.Domain.Hr.Payroll;

/// <summary>A calendar month that pay is for.</summary>
public readonly record struct PayrollMonth(int Year, int Month)
{
    /// <summary>Swiss payroll counts every month as thirty days.</summary>
    public const int Days30 = 30;

    public DateOnly First => new(Year, Month, 1);
    public DateOnly Last => new(Year, Month, DateTime.DaysInMonth(Year, Month));

    /// <summary>Whether any day of the contract falls into the month and it is in force then.</summary>
    public bool Touches(Contract contract) =>
        contract is { IsActive: true, State: ContractState.Active or ContractState.Ended }
        && contract.StartDate <= Last
        && (contract.EndDate is null || contract.EndDate >= First);

    /// <summary>How many of thirty days the contracts cover together; the last day of a month stands for all that remain.</summary>
    public int Days30Of(IEnumerable<Contract> contracts) => DaysOf(contracts, Days30);

    public int Days30Of(Contract contract) => Days30Of([contract]);

    /// <summary>How many days of the calendar the contracts cover together.</summary>
    public int CalendarDaysOf(params IEnumerable<Contract> contracts) => DaysOf(contracts, Last.Day);

    public override string ToString() => $"{Year:0000}-{Month:00}";

    private int DaysOf(IEnumerable<Contract> contracts, int days)
    {
        var covered = 0u;
        foreach (var contract in contracts.Where(Touches))
        {
            var first = contract.StartDate <= First ? 1 : Math.Min(contract.StartDate.Day, days);
            var last = contract.EndDate is { } end && end < Last ? Math.Min(end.Day, days) : days;
            for (var day = first; day <= last; day++)
            {
                covered |= 1u << day;
            }
        }

        return int.PopCount((int)covered);
    }
}
