using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.References;

/// <summary>Kinds of employment contract, of one country (CH unless stated), with labels in one language (fr unless stated).</summary>
[RpcMethod("HR.get_contract_types"), AllowsAnyCaller("Public reference data; a company id only names where the answer is cached.")]
public sealed record GetContractTypes(string? CountryCode = null, string? Lang = null) : IQuery<ContractTypeList>, ICountryListRequest
{
    public Guid? CompanyId { get; init; }

    public string? FirebaseUserId { get; init; }

    public bool ForceRefresh { get; init; }

    CacheSpec? ICacheable.Cache => this.CacheOf("contract_types");
}

public sealed record ContractTypeList(Payload<IReadOnlyList<ReferenceRow>> ContractTypes, DataSource Source)
    : ICachedAnswer<ContractTypeList>
{
    Payload ICachedAnswer<ContractTypeList>.Payload => ContractTypes;

    static ContractTypeList ICachedAnswer<ContractTypeList>.FromCache(ReadOnlyMemory<byte> json) => new(new(json), DataSource.Cache);
}

internal sealed class GetContractTypesValidator : AbstractValidator<GetContractTypes>
{
    public GetContractTypesValidator() => this.AddCountryListRules();
}

internal sealed class GetContractTypesHandler(IReferenceSource references) : IRequestHandler<GetContractTypes, ContractTypeList>
{
    public async Task<ContractTypeList> Handle(GetContractTypes query, CancellationToken ct)
    {
        var language = ReferenceArguments.Language(query.Lang);
        var rows = await references.ListAsync(ReferenceKind.ContractTypes, ReferenceArguments.Country(query.CountryCode), language, ct);
        return new ContractTypeList(ReferenceRow.List(rows), DataSource.Database);
    }
}
