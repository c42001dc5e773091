using Microsoft.EntityFrameworkCore;
using Pinnokio.Application.Hr.Payroll;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Infrastructure.Postgres.Hr;

/// <summary>Reads payroll results.</summary>
internal sealed class PostgresPayrollReader(PinnokioDbContext db) : IPayrollReader
{
    public Task<PayrollResult?> FindAsync(Guid companyId, Guid employeeId, int year, int month, CancellationToken ct) =>
        db.Set<PayrollResult>()
            .AsNoTracking()
            .Include(r => r.Lines)
            .Where(r => r.CompanyId == companyId && r.EmployeeId == employeeId && r.PeriodYear == year && r.PeriodMonth == month)
            .OrderByDescending(r => r.Sequence)
            .FirstOrDefaultAsync(ct);

    public async Task<IReadOnlyList<PayrollResult>> ListAsync(Guid companyId, Guid? employeeId, int? year, CancellationToken ct)
    {
        var results = db.Set<PayrollResult>().AsNoTracking().Where(r => r.CompanyId == companyId);
        if (employeeId is { } employee)
        {
            results = results.Where(r => r.EmployeeId == employee);
        }

        if (year is { } only)
        {
            results = results.Where(r => r.PeriodYear == only);
        }

        return await results
            .OrderByDescending(r => r.PeriodYear)
            .ThenByDescending(r => r.PeriodMonth)
            .ThenByDescending(r => r.Sequence)
            .ThenBy(r => r.EmployeeId)
            .ToListAsync(ct);
    }
}
