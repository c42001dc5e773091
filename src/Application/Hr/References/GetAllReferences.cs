using System.Runtime.InteropServices;
using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.References;

/// <summary>All lists that forms offer, of one country (CH unless stated), with labels in one language (fr unless stated).</summary>
[RpcMethod("HR.get_all_references"), AllowsAnyCaller("Public reference data; a company id only names where the answer is cached.")]
public sealed record GetAllReferences(string? CountryCode = null, string? Lang = null) : IQuery<AllReferences>, ICountryListRequest
{
    public Guid? CompanyId { get; init; }

    public string? FirebaseUserId { get; init; }

    public bool ForceRefresh { get; init; }

    CacheSpec? ICacheable.Cache => this.CacheOf(list: null);
}

internal sealed class GetAllReferencesValidator : AbstractValidator<GetAllReferences>
{
    public GetAllReferencesValidator() => this.AddCountryListRules();
}

internal sealed class GetAllReferencesHandler(IReferenceSource references) : IRequestHandler<GetAllReferences, AllReferences>
{
    public async Task<AllReferences> Handle(GetAllReferences query, CancellationToken ct)
    {
        var country = ReferenceArguments.Country(query.CountryCode);
        var lists = await references.AllAsync(country, ReferenceArguments.Language(query.Lang), ct);
        return AllReferences.From(JsonMarshal.GetRawUtf8Value(lists).ToArray(), DataSource.Database);
    }
}
