using Pinnokio.Application.Hr.Payroll;

namespace Pinnokio.Infrastructure.Jobber;

/// <summary>Keeps no payslips.</summary>
internal sealed class NoPayslips : IPayslips
{
    public Task<string?> FindLinkAsync(Guid payrollId, CancellationToken ct) => Task.FromResult<string?>(null);

    public Task<string> CreateAsync(Guid payrollId, CancellationToken ct) => throw new NotSupportedException();

    public Task<string> KeepAsync(Guid payrollId, ReadOnlyMemory<byte> pdf, CancellationToken ct) => throw new NotSupportedException();
}
