using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.Payroll;

/// <summary>Reads payroll results.</summary>
public interface IPayrollReader
{
    /// <summary>The latest result of a month (its highest sequence) with its lines, or null.</summary>
    Task<PayrollResult?> FindAsync(Guid companyId, Guid employeeId, int year, int month, CancellationToken ct);

    /// <summary>Results without lines, newest period first; within a period the latest correction first.</summary>
    Task<IReadOnlyList<PayrollResult>> ListAsync(Guid companyId, Guid? employeeId, int? year, CancellationToken ct);
}
