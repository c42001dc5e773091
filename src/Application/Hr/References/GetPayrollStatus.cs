using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.References;

/// <summary>Where a payroll result can stand, and what may follow, with labels in one language (fr unless stated).</summary>
[RpcMethod("HR.get_payroll_status"), AllowsAnyCaller("Public reference data; a company id only names where the answer is cached.")]
public sealed record GetPayrollStatus(string? Lang = null) : IQuery<PayrollStatusList>, IReferenceRequest
{
    public Guid? CompanyId { get; init; }

    public string? FirebaseUserId { get; init; }

    public bool ForceRefresh { get; init; }

    CacheSpec? ICacheable.Cache =>
        HrCache.ReferencesOf(FirebaseUserId, CompanyId, HrCache.AllCountries, ReferenceArguments.Language(Lang), "payroll_status");
}

public sealed record PayrollStatusList(Payload<IReadOnlyList<ReferenceRow>> PayrollStatus, DataSource Source)
    : ICachedAnswer<PayrollStatusList>
{
    Payload ICachedAnswer<PayrollStatusList>.Payload => PayrollStatus;

    static PayrollStatusList ICachedAnswer<PayrollStatusList>.FromCache(ReadOnlyMemory<byte> json) => new(new(json), DataSource.Cache);
}

internal sealed class GetPayrollStatusValidator : AbstractValidator<GetPayrollStatus>
{
    public GetPayrollStatusValidator()
    {
        RuleFor(q => q.Lang).KnownLanguage();
        this.AddCallerRules();
    }
}

internal sealed class GetPayrollStatusHandler(IReferenceSource references) : IRequestHandler<GetPayrollStatus, PayrollStatusList>
{
    public async Task<PayrollStatusList> Handle(GetPayrollStatus query, CancellationToken ct)
    {
        var language = ReferenceArguments.Language(query.Lang);
        var rows = await references.ListAsync(ReferenceKind.PayrollStatus, null, language, ct);
        return new PayrollStatusList(ReferenceRow.List(rows), DataSource.Database);
    }
}
