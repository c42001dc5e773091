using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.Clusters;

/// <summary>Cantons and collective agreements, of one country or of all. With <c>company_id</c> the answer is cached for its users.</summary>
[RpcMethod("HR.list_clusters"), AllowsAnyCaller("Public reference data; a company id only names where the answer is cached.")]
public sealed record ListClusters(string? CountryCode = null, Guid? CompanyId = null) : IQuery<ClusterList>, IUserScoped, ICacheable
{
    public string? FirebaseUserId { get; init; }

    public bool ForceRefresh { get; init; }

    CacheSpec? ICacheable.Cache =>
        FirebaseUserId is { Length: > 0 } user && CompanyId is { } company ? HrCache.ClustersOf(user, company, CountryCode) : null;
}

public sealed record ClusterList(Payload<IReadOnlyList<ClusterView>> Clusters, DataSource Source) : ICachedAnswer<ClusterList>
{
    Payload ICachedAnswer<ClusterList>.Payload => Clusters;

    static ClusterList ICachedAnswer<ClusterList>.FromCache(ReadOnlyMemory<byte> json) => new(new(json), DataSource.Cache);
}

/// <summary>A cluster with its labels by language (fr, en, de).</summary>
public sealed record ClusterView(
    string Code,
    string Country,
    string Kind,
    System.Text.Json.JsonElement? Labels,
    string? ParentCode,
    string? QstModel,
    string? WorkingTimeProfile,
    bool IsActive
)
{
    public static ClusterView From(Cluster cluster) =>
        new(
            cluster.Code,
            cluster.Country,
            cluster.Kind,
            WireJson.Parse(cluster.Labels),
            cluster.ParentCode,
            cluster.QstModel,
            cluster.WorkingTimeProfile,
            cluster.IsActive
        );
}

/// <summary>Reads clusters.</summary>
public interface IClusterReader
{
    /// <summary>Active clusters, by country, then in the seed's order; null means every country.</summary>
    Task<IReadOnlyList<Cluster>> ListAsync(string? countryCode, CancellationToken ct);
}

internal sealed class ListClustersValidator : AbstractValidator<ListClusters>
{
    public ListClustersValidator()
    {
        RuleFor(q => q.CountryCode).Must(c => c is null or "CH" or "FR").WithMessage("country_code must be CH or FR.");
        RuleFor(q => q.CompanyId).NotEqual(Guid.Empty);
        RuleFor(q => q.FirebaseUserId).UserId();
    }
}

internal sealed class ListClustersHandler(IClusterReader clusters) : IRequestHandler<ListClusters, ClusterList>
{
    public async Task<ClusterList> Handle(ListClusters query, CancellationToken ct)
    {
        var found = await clusters.ListAsync(query.CountryCode, ct);
        IReadOnlyList<ClusterView> views = [.. found.Select(ClusterView.From)];
        return new ClusterList(Payload.Of(views), DataSource.Database);
    }
}
