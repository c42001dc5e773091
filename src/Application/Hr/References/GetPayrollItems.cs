using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.References;

/// <summary>
/// The lines that a payslip of the country can have, with labels in all languages; of those that one cluster alone has, the given one's or else
/// every one's.
/// </summary>
[RpcMethod("HR.get_payroll_items"), AllowsAnyCaller("Public reference data; a company id only names where the answer is cached.")]
public sealed record GetPayrollItems(string CountryCode, string? ClusterCode = null) : IQuery<PayrollItemList>, IReferenceRequest
{
    public Guid? CompanyId { get; init; }

    public string? FirebaseUserId { get; init; }

    public bool ForceRefresh { get; init; }

    CacheSpec? ICacheable.Cache =>
        HrCache.ReferencesOf(
            FirebaseUserId,
            CompanyId,
            CountryCode,
            ReferenceArguments.Language(null),
            ClusterCode is null ? "payroll_items" : $"payroll_items:{ClusterCode}"
        );
}

public sealed record PayrollItemList(Payload<IReadOnlyList<ReferenceRow>> PayrollItems, DataSource Source) : ICachedAnswer<PayrollItemList>
{
    Payload ICachedAnswer<PayrollItemList>.Payload => PayrollItems;

    static PayrollItemList ICachedAnswer<PayrollItemList>.FromCache(ReadOnlyMemory<byte> json) => new(new(json), DataSource.Cache);
}

internal sealed class GetPayrollItemsValidator : AbstractValidator<GetPayrollItems>
{
    public GetPayrollItemsValidator()
    {
        RuleFor(q => q.CountryCode).KnownCountry();
        RuleFor(q => q.ClusterCode)
            .Must((query, code) => code is null || (Domain.Hr.ClusterCode.IsValid(code) && IsOf(query.CountryCode, code)))
            .WithMessage("cluster_code must be a cluster of the country, such as CH-GE.");
        this.AddCallerRules();
    }

    private static bool IsOf(string country, string cluster) => cluster.StartsWith(country + "-", StringComparison.Ordinal);
}

internal sealed class GetPayrollItemsHandler(IReferenceSource references) : IRequestHandler<GetPayrollItems, PayrollItemList>
{
    public async Task<PayrollItemList> Handle(GetPayrollItems query, CancellationToken ct)
    {
        var rows = await references.PayrollItemsAsync(query.CountryCode, query.ClusterCode, ct);
        return new PayrollItemList(ReferenceRow.List(rows), DataSource.Database);
    }
}
