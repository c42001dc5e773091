using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Application.Common;
using Pinnokio.Application.Files.Contracts;
using Pinnokio.Application.Hr;
using Pinnokio.Application.Hr.Payroll;
using Pinnokio.Domain.Hr;
using Pinnokio.Domain.Hr.Payroll;
using Pinnokio.Infrastructure.Postgres;

namespace Pinnokio.Infrastructure.Pdf;

/// <summary>Payslips in the file store. The row of the result is locked while its payslip is made, so that all replicas together make one.</summary>
internal sealed class PdfPayslips(IServiceScopeFactory scopes, IFileLinks links) : IPayslips
{
    private const string MediaType = "application/pdf";
    private readonly KeyedGate<Guid> _turns = new(); // so that callers in this process wait without a connection each

    public async Task<string?> FindLinkAsync(Guid payrollId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var status = await scope
            .ServiceProvider.GetRequiredService<PinnokioDbContext>()
            .PayrollResults.Where(result => result.Id == payrollId)
            .Select(result => result.Status)
            .FirstOrDefaultAsync(ct);
        return status is null or PayrollStatus.Cancelled ? null
            : await Files(scope).FindBySourceAsync(PayslipState.Source(payrollId, status), ct) is { } file ? links.Create(file)
            : null;
    }

    public Task<string> CreateAsync(Guid payrollId, CancellationToken ct) =>
        StoreAsync(payrollId, facts => PayslipDocument.Render(facts), ct);

    public Task<string> KeepAsync(Guid payrollId, ReadOnlyMemory<byte> pdf, CancellationToken ct) =>
        pdf.Length <= IFileStore.MaxBytes && pdf.Span.StartsWith("%PDF-"u8)
            ? StoreAsync(payrollId, _ => pdf, ct)
            : throw new AppException(PayslipErrors.NotAPdf);

    private async Task<string> StoreAsync(Guid payrollId, Func<PayslipFacts, ReadOnlyMemory<byte>> render, CancellationToken ct)
    {
        using var turn = await _turns.EnterAsync(payrollId, ct);
        await using var scope = scopes.CreateAsyncScope();
        var (db, files) = (scope.ServiceProvider.GetRequiredService<PinnokioDbContext>(), Files(scope));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"SELECT FROM hr.payroll_results WHERE id = {payrollId} FOR NO KEY UPDATE", ct);
        var result =
            await db.PayrollResults.Include(r => r.Lines).FirstOrDefaultAsync(r => r.Id == payrollId, ct)
            ?? throw new AppException(HrErrors.PayrollNotFound);
        if (result.Status == PayrollStatus.Cancelled)
        {
            throw new AppException(PayslipErrors.Cancelled);
        }

        var source = PayslipState.Source(payrollId, result.Status);
        if (await files.FindBySourceAsync(source, ct) is { } kept)
        {
            return links.Create(kept);
        }

        var facts = await FactsAsync(db, result, ct);
        var file = await files.AddAsync(
            new NewFile(result.CompanyId, source, PayslipDocument.FileNameOf(facts), MediaType, render(facts)),
            ct
        );
        if (result.PdfExportId is { } outdated)
        {
            await files.DeleteAsync(outdated, ct);
        }

        result.PdfExportId = file;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return links.Create(file);
    }

    private static async Task<PayslipFacts> FactsAsync(PinnokioDbContext db, PayrollResult result, CancellationToken ct)
    {
        var company = await db.Companies.AsNoTracking().SingleAsync(c => c.Id == result.CompanyId, ct);
        var employee = await db.Employees.AsNoTracking().SingleAsync(e => e.Id == result.EmployeeId, ct);
        var contractId = result.ContractId ?? result.ContractIds.LastOrDefault();
        var contract = await db.Contracts.AsNoTracking().FirstOrDefaultAsync(c => c.Id == contractId, ct);
        var type = contract is null
            ? null
            : await db.ContractTypes.AsNoTracking().FirstOrDefaultAsync(t => t.Code == contract.ContractType, ct);
        var earlier = await db
            .PayrollResults.AsNoTracking()
            .Where(r => r.EmployeeId == result.EmployeeId && r.PeriodYear == result.PeriodYear && r.PeriodMonth < result.PeriodMonth)
            .Where(r => r.Status != PayrollStatus.Cancelled)
            .ToListAsync(ct);
        var year = earlier
            .GroupBy(r => r.PeriodMonth)
            .Select(month => PayslipTotals.Of(month.MaxBy(r => r.Sequence)!))
            .Aggregate(PayslipTotals.Of(result), (sum, month) => sum + month);
        return new PayslipFacts(result, company, employee, contract, type, year);
    }

    private static IFileStore Files(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<IFileStore>();
}
