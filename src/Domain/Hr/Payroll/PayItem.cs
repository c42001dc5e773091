namespace Pinnokio.Domain.Hr.Payroll;

/// <summary>What a payslip line is: its number in the catalogue, its names, what its amount does, and which bases it enters.</summary>
public sealed record PayItem(string Code, PayItemKind Kind, string Fr, string En, string De)
{
    public PayBases Bases { get; init; }
}

/// <summary>Which total a line's amount enters.</summary>
public enum PayItemKind
{
    /// <summary>Gross pay.</summary>
    Earning,

    /// <summary>The employee's or the employer's contribution.</summary>
    Contribution,

    /// <summary>Income tax withheld.</summary>
    Tax,

    /// <summary>Paid out beside gross pay, such as family allowances.</summary>
    Allowance,

    /// <summary>Expenses refunded.</summary>
    Expense,

    /// <summary>Paid already.</summary>
    Advance,
}

/// <summary>The bases that earnings count for. French rules use Social for the gross that is subject to contributions.</summary>
[Flags]
public enum PayBases
{
    None = 0,
    Avs = 1,
    Ac = 2,
    Laa = 4,
    Ijm = 8,
    Lpp = 16,
    Tax = 32,

    /// <summary>Periodic pay, which source tax extrapolates.</summary>
    Periodic = 64,

    /// <summary>Holiday pay is due on it.</summary>
    Vacation = 128,

    /// <summary>The thirteenth month's pay is due on it.</summary>
    Thirteenth = 256,
    Social = 512,
}
