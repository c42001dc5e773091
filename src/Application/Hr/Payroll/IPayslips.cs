namespace Pinnokio.Application.Hr.Payroll;

/// <summary>
/// Payslips as PDF files, under links that expire. One that shows an older state of its result, such as a draft, counts as none. They are kept in a
/// transaction of their own, so the result must be committed before; a cancelled one has no payslip.
/// </summary>
public interface IPayslips
{
    /// <summary>A fresh link to the payslip of a result; null when none is kept.</summary>
    Task<string?> FindLinkAsync(Guid payrollId, CancellationToken ct);

    /// <summary>Renders the payslip of a result unless it is kept already, and returns a fresh link to it.</summary>
    Task<string> CreateAsync(Guid payrollId, CancellationToken ct);

    /// <summary>Keeps a payslip that another rendered unless one is kept already, and returns a fresh link to what is kept.</summary>
    Task<string> KeepAsync(Guid payrollId, ReadOnlyMemory<byte> pdf, CancellationToken ct);
}
