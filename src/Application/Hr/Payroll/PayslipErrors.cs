using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.Payroll;

/// <summary>Why there is no payslip.</summary>
public static class PayslipErrors
{
    public static AppError Cancelled { get; } =
        new("payroll_cancelled", ErrorKind.Conflict, "The payroll result is cancelled; it has no payslip.") { Field = "payroll_id" };

    /// <summary>What a jobber delivered instead of a payslip.</summary>
    public static AppError NotAPdf { get; } = new("payslip_not_a_pdf", ErrorKind.Invalid, "The payslip is not a PDF of at most 10 MiB.");
}
