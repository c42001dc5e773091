using Microsoft.EntityFrameworkCore;
using Pinnokio.Application.Hr.Clusters;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Infrastructure.Postgres.Hr;

/// <summary>Reads clusters.</summary>
internal sealed class PostgresClusterReader(PinnokioDbContext db) : IClusterReader
{
    public async Task<IReadOnlyList<Cluster>> ListAsync(string? countryCode, CancellationToken ct) =>
        await db.Set<Cluster>()
            .AsNoTracking()
            .Where(c => c.IsActive && (countryCode == null || c.Country == countryCode))
            .OrderBy(c => c.Country)
            .ThenBy(c => c.Sort)
            .ThenBy(c => c.Code)
            .ToListAsync(ct);
}
