using Microsoft.EntityFrameworkCore;
using Pinnokio.Application.Hr.Employees;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Infrastructure.Postgres.Hr;

/// <summary>Employees under change, in the unit of work's context.</summary>
internal sealed class PostgresEmployeeStore(PinnokioDbContext db, NewRows rows) : IEmployeeStore
{
    public Task<Employee?> FindAsync(Guid companyId, Guid employeeId, CancellationToken ct) =>
        db.Set<Employee>().SingleOrDefaultAsync(e => e.CompanyId == companyId && e.Id == employeeId, ct);

    public void Add(Employee employee) => rows.Add(employee);
}
