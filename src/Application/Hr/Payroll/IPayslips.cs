namespace Pinnokio.Application.Hr.Payroll;

/// <summary>Payslips as PDF files, under links that expire.</summary>
public interface IPayslips
{
    /// <summary>A fresh link to the payslip of a result; null when none is kept.</summary>
    Task<string?> FindLinkAsync(Guid payrollId, CancellationToken ct);

    /// <summary>Renders the payslip of a result unless it is kept already, and returns a fresh link to it.</summary>
    Task<string> CreateAsync(Guid payrollId, CancellationToken ct);

    /// <summary>Keeps a payslip that another rendered, and returns a fresh link to it.</summary>
    Task<string> KeepAsync(Guid payrollId, ReadOnlyMemory<byte> pdf, CancellationToken ct);
}
