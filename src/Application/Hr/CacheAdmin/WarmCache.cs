using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Clusters;
using Pinnokio.Application.Hr.Companies;
using Pinnokio.Application.Hr.Employees;

namespace Pinnokio.Application.Hr.CacheAdmin;

/// <summary>Loads into the cache what a user's screens ask for first: the company's employees and the clusters. Without a user nothing is cached.</summary>
[RpcMethod("HR.warm_cache"), RequiresPermission(Permissions.HrRead)]
public sealed record WarmCache(Guid CompanyId) : IQuery<WarmedCache>, ICompanyScoped, IUserScoped
{
    public string? FirebaseUserId { get; init; }

    /// <summary>Accepted for symmetry with the other reads; warming always loads anew.</summary>
    public bool ForceRefresh { get; init; }
}

/// <summary>How many entries were stored, per data type; <c>success</c> is false when there is no such company.</summary>
public sealed record WarmedCache(bool Success, IReadOnlyDictionary<string, int> Loaded);

internal sealed class WarmCacheValidator : AbstractValidator<WarmCache>
{
    public WarmCacheValidator()
    {
        RuleFor(q => q.CompanyId).NotEmpty();
        RuleFor(q => q.FirebaseUserId).UserId();
    }
}

internal sealed class WarmCacheHandler(
    ICacheStore cache,
    CacheLoads loads,
    ICompanyReader companies,
    IEmployeeReader employees,
    IClusterReader clusters
) : IRequestHandler<WarmCache, WarmedCache>
{
    public async Task<WarmedCache> Handle(WarmCache query, CancellationToken ct)
    {
        var company = await companies.FindAsync(query.CompanyId, ct);
        var loaded = new Dictionary<string, int> { [HrCache.Employees] = 0, [HrCache.Clusters] = 0 };
        if (company is null || query.FirebaseUserId is not { Length: > 0 } user)
        {
            return new WarmedCache(company is not null, loaded);
        }

        async Task WarmAsync<T>(CacheSpec spec, Func<Task<T>> load)
        {
            // The version comes before the load, as it does for every cached read.
            if (cache.Keeps(spec.Tag.DataType) && (await cache.LookUpAsync(spec, ct)).Version is { } version)
            {
                var payload = Payload.Of(await loads.RunAsync(load, ct));
                await cache.StoreAsync(spec, version, payload.Json, ct);
                loaded[spec.Tag.DataType]++;
            }
        }

        var everyone = new EmployeeFilter(company.Id, null, null, null, IncludeInactive: false, null, null);
        await WarmAsync(HrCache.EmployeesOf(user, company.Id), () => employees.ListAsync(everyone, ct));
        foreach (var country in new[] { null, company.CountryCode }.Distinct())
        {
            await WarmAsync(HrCache.ClustersOf(user, company.Id, country), () => ClustersAsync(country, ct));
        }

        return new WarmedCache(true, loaded);
    }

    private async Task<IReadOnlyList<ClusterView>> ClustersAsync(string? country, CancellationToken ct) =>
        [.. (await clusters.ListAsync(country, ct)).Select(ClusterView.From)];
}
