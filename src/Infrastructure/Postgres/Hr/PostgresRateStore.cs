using Microsoft.EntityFrameworkCore;
using Pinnokio.Application.Hr.Payroll;
using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Infrastructure.Postgres.Hr;

/// <summary>The rates of payroll, read and under change.</summary>
internal sealed class PostgresRateStore(PinnokioDbContext db, NewRows rows) : IRateStore
{
    public async Task<IReadOnlyList<RateRow>> ListAsync(string country, Guid companyId, DateOnly day, CancellationToken ct) =>
        await db.Set<RateRow>()
            .AsNoTracking()
            .Where(r => r.ScopeCountry == country && (r.CompanyId == null || r.CompanyId == companyId))
            .Where(r => r.ValidFrom <= day && (r.ValidTo == null || r.ValidTo >= day))
            .OrderBy(r => r.RateCode)
            .ThenBy(r => r.CompanyId != null)
            .ThenBy(r => r.ClusterCode != null)
            .ThenBy(r => r.ClusterCode)
            .ToListAsync(ct);

    public async Task<IReadOnlyList<RateRow>> ListOwnAsync(Guid companyId, string rateCode, CancellationToken ct) =>
        await db.Set<RateRow>()
            .Where(r => r.CompanyId == companyId && r.RateCode == rateCode && r.ClusterCode == null)
            .OrderBy(r => r.ValidFrom)
            .ToListAsync(ct);

    public async Task<string?> FindUnitAsync(string country, string rateCode, CancellationToken ct) =>
        CompanyRates.UnitOf(rateCode)
        ?? await db.Set<RateRow>()
            .Where(r => r.ScopeCountry == country && r.RateCode == rateCode && r.CompanyId == null)
            .Select(r => r.Unit)
            .FirstOrDefaultAsync(ct);

    public void Add(RateRow row) => rows.Add(row);
}
