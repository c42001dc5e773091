namespace Pinnokio.Domain.Hr.Payroll;

/// <summary>All that the pay of one employee for one month depends on; nothing else is looked at, the clock included.</summary>
public sealed record PayrollInput
{
    public required Company Company { get; init; }
    public required Employee Employee { get; init; }

    /// <summary>Those of the employee that touch the month, by start.</summary>
    public required IReadOnlyList<Contract> Contracts { get; init; }
    public required PayrollMonth Month { get; init; }
    public required RateTable Rates { get; init; }
    public PayrollVariables Variables { get; init; } = PayrollVariables.None;

    /// <summary>The year so far, without this month.</summary>
    public YearToDate YearToDate { get; init; } = YearToDate.Empty;

    /// <summary>The tariff of the employee's canton and tax status; null when they are not taxed at source.</summary>
    public SourceTaxTable? SourceTax { get; init; }

    /// <summary>The source-tax model of the canton; null where none is known.</summary>
    public string? SourceTaxModel { get; init; }
}
