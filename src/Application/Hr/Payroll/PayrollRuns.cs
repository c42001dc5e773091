using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Common;
using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Application.Hr.Payroll;

/// <summary>
/// Runs payroll: what employees need is read for many at once, each is calculated and kept alone. A store that is away ends the run, and whoever ordered
/// it repeats it: what was kept is found again by its inputs.
/// </summary>
internal sealed partial class PayrollRuns(
    IPayrollInputReader inputs,
    IPayrollDraftStore drafts,
    IEnumerable<IFaultTranslator> translators,
    ILogger<PayrollRuns> logger
) : IPayrollRuns
{
    private const int EmployeesAtOnce = 100;

    public async IAsyncEnumerable<PayrollOutcome> RunAsync(PayrollOrder order, [EnumeratorCancellation] CancellationToken ct)
    {
        var month = new PayrollMonth(order.Year, order.Month);
        foreach (var ids in order.EmployeeIds.Chunk(EmployeesAtOnce))
        {
            var facts = await inputs.LoadAsync(order.CompanyId, ids, month, ct) ?? throw new AppException(HrErrors.CompanyNotFound);
            foreach (var id in ids)
            {
                ct.ThrowIfCancellationRequested();
                yield return await PayAsync(order, facts, id, month, ct);
            }
        }
    }

    private async Task<PayrollOutcome> PayAsync(
        PayrollOrder order,
        PayrollFacts facts,
        Guid employeeId,
        PayrollMonth month,
        CancellationToken ct
    )
    {
        if (!facts.Employees.TryGetValue(employeeId, out var employee))
        {
            return new PayrollOutcome(employeeId, null, HrErrors.EmployeeNotFound);
        }

        try
        {
            var variables = PayrollVariables.Parse(order.Variables, employeeId);
            var payslip = PayrollRules.Calculate(facts.InputOf(employee, month, variables));
            return new PayrollOutcome(employeeId, PayrollRow.WithLines(await drafts.KeepAsync(payslip, order, ct)), null);
        }
        catch (DomainRuleException rule)
        {
            return new PayrollOutcome(employeeId, null, AppError.Of(rule));
        }
        catch (AppException known) when (!IsPassing(known.Error))
        {
            return new PayrollOutcome(employeeId, null, known.Error);
        }
        catch (Exception fault) when (fault is not OperationCanceledException and not AppException)
        {
            return new PayrollOutcome(employeeId, null, Explain(fault, employeeId));
        }
    }

    private AppError Explain(Exception fault, Guid employeeId)
    {
        if (translators.Translate(fault) is not { } known)
        {
            Failed(fault, employeeId);
            return AppError.Internal;
        }

        return IsPassing(known) ? throw new AppException(known, fault) : known;
    }

    /// <summary>What says nothing of this employee, and may be gone the next time.</summary>
    private static bool IsPassing(AppError error) =>
        error.Kind is ErrorKind.Unavailable or ErrorKind.Overloaded or ErrorKind.DeadlineExceeded;

    [LoggerMessage(1, LogLevel.Error, "payroll_failed employee_id={EmployeeId}")]
    private partial void Failed(Exception fault, Guid employeeId);
}
