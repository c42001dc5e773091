using Pinnokio.Domain.Hr;
using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Application.Hr.Payroll;

/// <summary>Payroll results by their id.</summary>
public interface IPayrollStore
{
    /// <summary>To be changed; without lines.</summary>
    Task<PayrollResult?> FindAsync(Guid payrollId, CancellationToken ct);

    /// <summary>To be read.</summary>
    Task<PayrollResult?> FindWithLinesAsync(Guid payrollId, CancellationToken ct);
}

/// <summary>Keeps what was calculated.</summary>
public interface IPayrollDraftStore
{
    /// <summary>
    /// Gives a payslip its place among the month's results, in a transaction of its own; calculations of one employee's month come one after the other.
    /// Returns the new draft, or the result of the same inputs that stands already.
    /// </summary>
    /// <param name="order">Whether it is forced, and who asked.</param>
    Task<PayrollResult> KeepAsync(Payslip payslip, PayrollOrder order, CancellationToken ct);
}
