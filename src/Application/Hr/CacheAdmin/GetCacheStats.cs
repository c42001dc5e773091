using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.CacheAdmin;

/// <summary>What the cache holds of a company: entries and bytes per data type, oldest and newest entry.</summary>
[RpcMethod("HR.get_cache_stats"), RequiresPermission(Permissions.HrRead)]
public sealed record GetCacheStats(Guid CompanyId) : IQuery<CacheStats>, ICompanyScoped, IUserScoped
{
    public string? FirebaseUserId { get; init; }

    /// <summary>Accepted for symmetry with the other reads; figures are never cached.</summary>
    public bool ForceRefresh { get; init; }
}

public sealed record CacheStats(
    Guid CompanyId,
    int Entries,
    long Bytes,
    DateTimeOffset? Oldest,
    DateTimeOffset? Newest,
    IReadOnlyDictionary<string, CacheTypeStats> DataTypes
);

internal sealed class GetCacheStatsValidator : AbstractValidator<GetCacheStats>
{
    public GetCacheStatsValidator()
    {
        RuleFor(q => q.CompanyId).NotEmpty();
        RuleFor(q => q.FirebaseUserId).UserId();
    }
}

internal sealed class GetCacheStatsHandler(ICacheStore cache) : IRequestHandler<GetCacheStats, CacheStats>
{
    private static readonly CacheTypeStats s_none = new(0, 0, null, null);

    public async Task<CacheStats> Handle(GetCacheStats query, CancellationToken ct)
    {
        var found = await cache.StatsAsync(query.CompanyId, ct);
        var types = HrCache.DataTypes.ToDictionary(t => t, t => found.GetValueOrDefault(t, s_none));
        return new CacheStats(
            query.CompanyId,
            types.Values.Sum(t => t.Entries),
            types.Values.Sum(t => t.Bytes),
            types.Values.Min(t => t.Oldest),
            types.Values.Max(t => t.Newest),
            types
        );
    }
}
