using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Payroll;
using Pinnokio.Domain.Hr;
using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Infrastructure.Postgres.Hr;

/// <summary>Payroll results by their id.</summary>
internal sealed class PostgresPayrollStore(PinnokioDbContext db) : IPayrollStore
{
    public Task<PayrollResult?> FindAsync(Guid payrollId, CancellationToken ct) =>
        db.PayrollResults.SingleOrDefaultAsync(result => result.Id == payrollId, ct);

    public Task<PayrollResult?> FindWithLinesAsync(Guid payrollId, CancellationToken ct) =>
        db.PayrollResults.AsNoTracking().Include(result => result.Lines).SingleOrDefaultAsync(result => result.Id == payrollId, ct);
}

/// <summary>Keeps drafts, each in a short transaction that holds the lock of its employee's month.</summary>
internal sealed class PostgresPayrollDraftStore(IDbContextFactory<PinnokioDbContext> contexts, TimeProvider clock) : IPayrollDraftStore
{
    public async Task<PayrollResult> KeepAsync(Payslip payslip, PayrollOrder order, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        db.Caller = new CallContext
        {
            UserId = order.UserId,
            Method = "payroll_run",
            TraceId = Activity.Current?.TraceId.ToString() ?? "",
        };
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (employee, month) = (payslip.Input.Employee.Id, payslip.Input.Month);
        var name = $"payroll {employee} {month}";
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({name}, 0))", ct);
        var existing = await db
            .PayrollResults.Where(r => r.CompanyId == payslip.Input.Company.Id && r.EmployeeId == employee)
            .Where(r => r.PeriodYear == month.Year && r.PeriodMonth == month.Month)
            .ToListAsync(ct);
        var plan = PayrollPlan.For(existing, payslip.InputsHash, order.ForceRecalculate);
        if (plan.Standing is { } standing)
        {
            await db.Entry(standing).Collection(result => result.Lines).LoadAsync(ct);
            return standing;
        }

        if (plan.Settled is { } settled)
        {
            throw new AppException(PayrollErrors.Settled(settled.Status));
        }

        if (plan.CancelsIt)
        {
            plan.Corrects!.Status = PayrollStatus.Cancelled;
        }

        var draft = PayrollResult.Draft(payslip, plan, clock.GetUtcNow());
        db.Add(draft);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return draft;
    }
}
