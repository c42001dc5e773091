using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.Companies;

/// <summary>The company behind a mandate path, or null.</summary>
[RpcMethod("HR.get_company_id"), RequiresPermission(Permissions.HrRead)]
public sealed record GetCompanyId(string MandatePath) : IQuery<CompanyIdAnswer>, IMandateScoped, IUserScoped
{
    public string? FirebaseUserId { get; init; }

    /// <summary>Accepted for symmetry with the other reads; this one is never cached.</summary>
    public bool ForceRefresh { get; init; }

    string IMandateScoped.MandatePath => Domain.Hr.MandatePath.Canonical(MandatePath);
}

public sealed record CompanyIdAnswer(Guid? CompanyId);

internal sealed class GetCompanyIdValidator : AbstractValidator<GetCompanyId>
{
    public GetCompanyIdValidator()
    {
        RuleFor(q => q.MandatePath).Must(MandatePath.IsValid).WithMessage("mandate_path is not a valid mandate path.");
        RuleFor(q => q.FirebaseUserId).UserId();
    }
}

internal sealed class GetCompanyIdHandler(ICompanyReader companies) : IRequestHandler<GetCompanyId, CompanyIdAnswer>
{
    public async Task<CompanyIdAnswer> Handle(GetCompanyId query, CancellationToken ct) =>
        new(await companies.FindIdAsync(MandatePath.Canonical(query.MandatePath), ct));
}
