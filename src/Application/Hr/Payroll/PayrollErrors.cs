using Pinnokio.Application.Common;
using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Application.Hr.Payroll;

/// <summary>Named failures of payroll.</summary>
public static class PayrollErrors
{
    /// <summary>The month has a result that only a correction may follow.</summary>
    public static AppError Settled(string status) =>
        new(
            "payroll_settled",
            ErrorKind.Conflict,
            $"The month is {PayrollStatus.Today(status)} already; force_recalculate makes a correction."
        )
        {
            Field = "month",
        };

    public static AppError CannotMove(string from, string to) =>
        new("payroll_status_conflict", ErrorKind.Conflict, $"A payroll result that is {PayrollStatus.Today(from)} cannot become {to}.")
        {
            Field = "status",
        };
}
