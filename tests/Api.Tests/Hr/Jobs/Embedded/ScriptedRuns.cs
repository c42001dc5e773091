using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Payroll;

namespace Pinnokio.Api.Tests.Hr.Jobs.Embedded;

/// <summary>Payroll runs in which a test says what happens to whom; everybody else is paid.</summary>
internal sealed class ScriptedRuns : IPayrollRuns
{
    private readonly ConcurrentDictionary<Guid, Func<CancellationToken, Task<AppError?>>> _script = new();
    private readonly ConcurrentQueue<Guid> _asked = new();

    public void For(Guid employee, Func<CancellationToken, Task<AppError?>> happens) => _script[employee] = happens;

    public int TimesAsked(Guid employee) => _asked.Count(id => id == employee);

    public async IAsyncEnumerable<PayrollOutcome> RunAsync(PayrollOrder order, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var employee in order.EmployeeIds)
        {
            _asked.Enqueue(employee);
            var error = _script.TryGetValue(employee, out var happens) ? await happens(ct) : null;
            yield return error is null ? new(employee, Row(order, employee), null) : new(employee, null, error);
        }
    }

    private static PayrollRow Row(PayrollOrder order, Guid employee) =>
        new()
        {
            Id = Guid.NewGuid(),
            CompanyId = order.CompanyId,
            EmployeeId = employee,
            PeriodYear = (short)order.Year,
            PeriodMonth = (short)order.Month,
            Status = "draft",
            ContractIds = [],
            Currency = "CHF",
            NetPayable = 5743.65m,
        };
}
