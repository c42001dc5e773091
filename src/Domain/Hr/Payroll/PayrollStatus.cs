namespace Pinnokio.Domain.Hr.Payroll;

/// <summary>Where a payroll result stands. Words of an older workflow count as the nearest of these.</summary>
public static class PayrollStatus
{
    public const string Draft = "draft";
    public const string Validated = "validated";
    public const string Paid = "paid";
    public const string Cancelled = "cancelled";

    public static IReadOnlyList<string> All { get; } = [Draft, Validated, Paid, Cancelled];

    /// <summary>The status in today's words.</summary>
    public static string Today(string status) =>
        status switch
        {
            Validated or "approved" => Validated,
            Paid => Paid,
            Cancelled => Cancelled,
            _ => Draft,
        };

    /// <summary>Whether a result may go from one status to another.</summary>
    public static bool Allows(string from, string to) =>
        (Today(from), to) is (Draft, Validated) or (Draft, Cancelled) or (Validated, Paid) or (Validated, Cancelled);
}
