using Pinnokio.Domain.Hr;
using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Infrastructure.Pdf;

/// <summary>What a payslip says of the state of its result.</summary>
internal static class PayslipState
{
    /// <summary>A payslip that is not final is a draft, and bears that word.</summary>
    public static bool IsFinal(PayrollResult result) => PayrollStatus.Today(result.Status) is PayrollStatus.Validated or PayrollStatus.Paid;

    /// <summary>Names the file of the payslip in this state; another state is another file.</summary>
    public static string Source(Guid payrollId, string status) => $"payslip:{payrollId}:{PayrollStatus.Today(status)}";

    /// <summary>Whether it is paid, and since which day where the company is.</summary>
    public static string Text(PayrollResult result, string timeZone, PayslipWords words, PayslipFormat format)
    {
        if (result is not { Status: PayrollStatus.Paid, PaidAt: { } paid })
        {
            return IsFinal(result) ? words.Validated : words.DraftHint;
        }

        var there = TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? TimeZoneInfo.ConvertTime(paid, zone) : paid;
        return string.Format(null, words.PaidOn, format.Date(DateOnly.FromDateTime(there.DateTime)));
    }
}
