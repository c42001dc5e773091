namespace Pinnokio.Domain.Hr.Payroll;

/// <summary>
/// What a month brings beside the contract: a JSON object with these keys, each optional. Numbers come as JSON numbers or as text.
/// <list type="bullet">
/// <item><c>hours</c>: hours worked at the contract's price; required for hourly pay</item>
/// <item><c>night_hours</c>, <c>sunday_hours</c>: hours among them that earn a supplement, a number or <c>{"hours", "supplement"}</c> with the supplement as a
/// fraction (0.5 is 50 %)</item>
/// <item><c>overtime_hours</c>: hours beyond them, in the same two forms; <c>overtime_25_hours</c> and <c>overtime_50_hours</c> as the French week counts them</item>
/// <item><c>complementary_10_hours</c>, <c>complementary_25_hours</c>: French part-time hours beyond the contract's</item>
/// <item><c>days</c>: days worked, for daily pay; <c>cachets</c>: performances, a whole number; <c>engagement_days</c>: days of a French artist's engagements
/// of under five days, where the contracts do not tell</item>
/// <item><c>unpaid_days</c>: days of the month (of 30) for which monthly pay is not due; contracts that follow each other share them</item>
/// <item><c>bonus</c>, <c>commission</c>, <c>gratuity</c>: amounts</item>
/// <item><c>allowances</c>, <c>expenses</c>, <c>advances</c>: an amount, or a list of <c>{"amount", "item_code"?, "label"?}</c></item>
/// <item><c>lines</c>: further lines of the catalogue, a list of <c>{"item_code", "amount"}</c> or <c>{"item_code", "quantity", "unit_price"}</c>, with <c>label</c>
/// as one likes</item>
/// <item><c>by_employee</c>: the same keys per employee id, which replace those beside it for that employee</item>
/// </list>
/// Any other key, or a value of another type, is refused by its name.
/// </summary>
public sealed partial class PayrollVariables
{
    public const string ByEmployeeKey = "by_employee";

    public static PayrollVariables None { get; } = new();

    public decimal? Hours { get; private set; }
    public SupplementedHours? NightHours { get; private set; }
    public SupplementedHours? SundayHours { get; private set; }
    public SupplementedHours? OvertimeHours { get; private set; }
    public decimal? Overtime25Hours { get; private set; }
    public decimal? Overtime50Hours { get; private set; }
    public decimal? Complementary10Hours { get; private set; }
    public decimal? Complementary25Hours { get; private set; }
    public decimal? Days { get; private set; }
    public decimal? EngagementDays { get; private set; }
    public int? Cachets { get; private set; }
    public decimal UnpaidDays { get; private set; }
    public decimal? Bonus { get; private set; }
    public decimal? Commission { get; private set; }
    public decimal? Gratuity { get; private set; }
    public IReadOnlyList<GivenAmount> Allowances { get; private set; } = [];
    public IReadOnlyList<GivenAmount> Expenses { get; private set; } = [];
    public IReadOnlyList<GivenAmount> Advances { get; private set; } = [];
    public IReadOnlyList<GivenLine> Lines { get; private set; } = [];

    /// <summary>Every value by its path, written in one way only: what the inputs' hash covers.</summary>
    public IReadOnlyDictionary<string, string> Canonical => _canonical;
}

/// <summary>Hours that earn more; without a supplement of their own, that of the rate table.</summary>
public readonly record struct SupplementedHours(decimal Hours, decimal? Supplement);

/// <summary>An amount for a line; without an item code it goes to the usual item of its kind.</summary>
public sealed record GivenAmount(string Path, decimal Amount, string? ItemCode, string? Label);

/// <summary>A line of the catalogue: an amount, or a quantity times a price.</summary>
public sealed record GivenLine(string Path, string ItemCode, decimal? Amount, decimal? Quantity, decimal? UnitPrice, string? Label);
