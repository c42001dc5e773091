using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.References;

/// <summary>Residence and work permits, of one country (CH unless stated), with labels in one language (fr unless stated).</summary>
[RpcMethod("HR.get_permit_types"), AllowsAnyCaller("Public reference data; a company id only names where the answer is cached.")]
public sealed record GetPermitTypes(string? CountryCode = null, string? Lang = null) : IQuery<PermitTypeList>, ICountryListRequest
{
    public Guid? CompanyId { get; init; }

    public string? FirebaseUserId { get; init; }

    public bool ForceRefresh { get; init; }

    CacheSpec? ICacheable.Cache => this.CacheOf("permit_types");
}

public sealed record PermitTypeList(Payload<IReadOnlyList<ReferenceRow>> PermitTypes, DataSource Source) : ICachedAnswer<PermitTypeList>
{
    Payload ICachedAnswer<PermitTypeList>.Payload => PermitTypes;

    static PermitTypeList ICachedAnswer<PermitTypeList>.FromCache(ReadOnlyMemory<byte> json) => new(new(json), DataSource.Cache);
}

internal sealed class GetPermitTypesValidator : AbstractValidator<GetPermitTypes>
{
    public GetPermitTypesValidator() => this.AddCountryListRules();
}

internal sealed class GetPermitTypesHandler(IReferenceSource references) : IRequestHandler<GetPermitTypes, PermitTypeList>
{
    public async Task<PermitTypeList> Handle(GetPermitTypes query, CancellationToken ct)
    {
        var language = ReferenceArguments.Language(query.Lang);
        var rows = await references.ListAsync(ReferenceKind.PermitTypes, ReferenceArguments.Country(query.CountryCode), language, ct);
        return new PermitTypeList(ReferenceRow.List(rows), DataSource.Database);
    }
}
