using System.Text.Json;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.Payroll;

/// <summary>Calculates pay by the rules of the employees' countries, and stores it as drafts.</summary>
public interface IPayrollRuns
{
    /// <summary>
    /// One outcome per employee, in the order asked, as each is stored; the failure of one does not stop the rest. The same inputs give the result that
    /// is there already; other inputs give a new sequence, and nothing is overwritten.
    /// </summary>
    IAsyncEnumerable<PayrollOutcome> RunAsync(PayrollOrder order, CancellationToken ct);
}

/// <summary>The pay of employees of a company for a month.</summary>
public sealed record PayrollOrder(Guid CompanyId, IReadOnlyList<Guid> EmployeeIds, int Year, int Month)
{
    /// <summary>What the month brings beside the contract, such as hours, cachets or a bonus: a JSON object, the same for all employees.</summary>
    public JsonElement? Variables { get; init; }

    /// <summary>Calculates anew where the month is validated or paid already, as a correction.</summary>
    public bool ForceRecalculate { get; init; }

    /// <summary>Who asked for it.</summary>
    public string? UserId { get; init; }
}

/// <summary>The result of one employee, or why there is none.</summary>
public sealed record PayrollOutcome(Guid EmployeeId, PayrollRow? Payroll, AppError? Error);

/// <summary>Whom a batch would pay, and whom it can.</summary>
public interface IPayrollCandidates
{
    /// <summary>
    /// Employees of the company: those named, or all active ones, of one cluster where it is given. Ordered by last and first name.
    /// </summary>
    Task<IReadOnlyList<PayrollCandidate>> ListAsync(CandidateFilter filter, CancellationToken ct);
}

/// <summary>Null selects all.</summary>
public sealed record CandidateFilter(Guid CompanyId, int Year, int Month, IReadOnlyList<Guid>? EmployeeIds, string? ClusterCode);

/// <summary>PayrollStatus is that of the month's latest result, null when there is none.</summary>
public sealed record PayrollCandidate(Guid EmployeeId, bool HasContract, string? PayrollStatus)
{
    public bool IsPaid => PayrollStatus == Domain.Hr.Payroll.PayrollStatus.Paid;
}
