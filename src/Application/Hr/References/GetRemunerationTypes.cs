using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.References;

/// <summary>Ways of being paid, of one country (CH unless stated), with labels in one language (fr unless stated).</summary>
[RpcMethod("HR.get_remuneration_types"), AllowsAnyCaller("Public reference data; a company id only names where the answer is cached.")]
public sealed record GetRemunerationTypes(string? CountryCode = null, string? Lang = null)
    : IQuery<RemunerationTypeList>,
        ICountryListRequest
{
    public Guid? CompanyId { get; init; }

    public string? FirebaseUserId { get; init; }

    public bool ForceRefresh { get; init; }

    CacheSpec? ICacheable.Cache => this.CacheOf("remuneration_types");
}

public sealed record RemunerationTypeList(Payload<IReadOnlyList<ReferenceRow>> RemunerationTypes, DataSource Source)
    : ICachedAnswer<RemunerationTypeList>
{
    Payload ICachedAnswer<RemunerationTypeList>.Payload => RemunerationTypes;

    static RemunerationTypeList ICachedAnswer<RemunerationTypeList>.FromCache(ReadOnlyMemory<byte> json) =>
        new(new(json), DataSource.Cache);
}

internal sealed class GetRemunerationTypesValidator : AbstractValidator<GetRemunerationTypes>
{
    public GetRemunerationTypesValidator() => this.AddCountryListRules();
}

internal sealed class GetRemunerationTypesHandler(IReferenceSource references) : IRequestHandler<GetRemunerationTypes, RemunerationTypeList>
{
    public async Task<RemunerationTypeList> Handle(GetRemunerationTypes query, CancellationToken ct)
    {
        var language = ReferenceArguments.Language(query.Lang);
        var rows = await references.ListAsync(ReferenceKind.RemunerationTypes, ReferenceArguments.Country(query.CountryCode), language, ct);
        return new RemunerationTypeList(ReferenceRow.List(rows), DataSource.Database);
    }
}
