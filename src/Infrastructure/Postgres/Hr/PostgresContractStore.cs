using Microsoft.EntityFrameworkCore;
using Pinnokio.Application.Hr.Contracts;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Infrastructure.Postgres.Hr;

/// <summary>Contracts, read and under change.</summary>
internal sealed class PostgresContractStore(PinnokioDbContext db, NewRows rows) : IContractStore, IContractReader
{
    public async Task<IReadOnlyList<Contract>> ListAsync(Guid companyId, Guid employeeId, CancellationToken ct) =>
        await Of(companyId, employeeId).OrderByDescending(c => c.StartDate).ThenBy(c => c.Id).ToListAsync(ct);

    public Task<Contract?> FindActiveAsync(Guid companyId, Guid employeeId, DateOnly day, CancellationToken ct) =>
        Of(companyId, employeeId)
            .Where(c => c.ConcurrencyGroup == Contract.MainGroup && (c.State == ContractState.Active || c.State == ContractState.Ended))
            .SingleOrDefaultAsync(c => c.StartDate <= day && (c.EndDate == null || c.EndDate >= day), ct);

    public Task<Contract?> FindAsync(Guid companyId, Guid contractId, CancellationToken ct) =>
        db.Set<Contract>().SingleOrDefaultAsync(c => c.CompanyId == companyId && c.Id == contractId, ct);

    public async Task<IReadOnlyList<ContractRange>> OverlapsAsync(Contract contract, CancellationToken ct)
    {
        if (!contract.IsActive || contract.State == ContractState.Cancelled)
        {
            return [];
        }

        return await Of(contract.CompanyId, contract.EmployeeId)
            .Where(c => c.Id != contract.Id && c.ConcurrencyGroup == contract.ConcurrencyGroup && c.State != ContractState.Cancelled)
            .Where(c => contract.EndDate == null || c.StartDate <= contract.EndDate)
            .Where(c => c.EndDate == null || c.EndDate >= contract.StartDate)
            .OrderBy(c => c.StartDate)
            .Select(c => new ContractRange(c.Id, c.StartDate, c.EndDate))
            .ToListAsync(ct);
    }

    public void Add(Contract contract) => rows.Add(contract);

    private IQueryable<Contract> Of(Guid companyId, Guid employeeId) =>
        db.Set<Contract>().AsNoTracking().Where(c => c.CompanyId == companyId && c.EmployeeId == employeeId && c.IsActive);
}
