using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.References;

/// <summary>How pay is taxed: Swiss tariffs, French kinds of rate, of one country (CH unless stated), with labels in one language (fr unless stated).</summary>
[RpcMethod("HR.get_tax_status"), AllowsAnyCaller("Public reference data; a company id only names where the answer is cached.")]
public sealed record GetTaxStatus(string? CountryCode = null, string? Lang = null) : IQuery<TaxStatusList>, ICountryListRequest
{
    public Guid? CompanyId { get; init; }

    public string? FirebaseUserId { get; init; }

    public bool ForceRefresh { get; init; }

    CacheSpec? ICacheable.Cache => this.CacheOf("tax_status");
}

public sealed record TaxStatusList(Payload<IReadOnlyList<ReferenceRow>> TaxStatus, DataSource Source) : ICachedAnswer<TaxStatusList>
{
    Payload ICachedAnswer<TaxStatusList>.Payload => TaxStatus;

    static TaxStatusList ICachedAnswer<TaxStatusList>.FromCache(ReadOnlyMemory<byte> json) => new(new(json), DataSource.Cache);
}

internal sealed class GetTaxStatusValidator : AbstractValidator<GetTaxStatus>
{
    public GetTaxStatusValidator() => this.AddCountryListRules();
}

internal sealed class GetTaxStatusHandler(IReferenceSource references) : IRequestHandler<GetTaxStatus, TaxStatusList>
{
    public async Task<TaxStatusList> Handle(GetTaxStatus query, CancellationToken ct)
    {
        var language = ReferenceArguments.Language(query.Lang);
        var rows = await references.ListAsync(ReferenceKind.TaxStatus, ReferenceArguments.Country(query.CountryCode), language, ct);
        return new TaxStatusList(ReferenceRow.List(rows), DataSource.Database);
    }
}
