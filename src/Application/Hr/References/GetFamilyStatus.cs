using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.References;

/// <summary>Family status, of one country (CH unless stated), with labels in one language (fr unless stated).</summary>
[RpcMethod("HR.get_family_status"), AllowsAnyCaller("Public reference data; a company id only names where the answer is cached.")]
public sealed record GetFamilyStatus(string? CountryCode = null, string? Lang = null) : IQuery<FamilyStatusList>, ICountryListRequest
{
    public Guid? CompanyId { get; init; }

    public string? FirebaseUserId { get; init; }

    public bool ForceRefresh { get; init; }

    CacheSpec? ICacheable.Cache => this.CacheOf("family_status");
}

public sealed record FamilyStatusList(Payload<IReadOnlyList<ReferenceRow>> FamilyStatus, DataSource Source)
    : ICachedAnswer<FamilyStatusList>
{
    Payload ICachedAnswer<FamilyStatusList>.Payload => FamilyStatus;

    static FamilyStatusList ICachedAnswer<FamilyStatusList>.FromCache(ReadOnlyMemory<byte> json) => new(new(json), DataSource.Cache);
}

internal sealed class GetFamilyStatusValidator : AbstractValidator<GetFamilyStatus>
{
    public GetFamilyStatusValidator() => this.AddCountryListRules();
}

internal sealed class GetFamilyStatusHandler(IReferenceSource references) : IRequestHandler<GetFamilyStatus, FamilyStatusList>
{
    public async Task<FamilyStatusList> Handle(GetFamilyStatus query, CancellationToken ct)
    {
        var language = ReferenceArguments.Language(query.Lang);
        var rows = await references.ListAsync(ReferenceKind.FamilyStatus, ReferenceArguments.Country(query.CountryCode), language, ct);
        return new FamilyStatusList(ReferenceRow.List(rows), DataSource.Database);
    }
}
