using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.Companies;

/// <summary>One company, or null.</summary>
[RpcMethod("HR.get_company"), RequiresPermission(Permissions.HrRead)]
public sealed record GetCompany(Guid CompanyId) : IQuery<CompanyAnswer>, ICompanyScoped, IUserScoped
{
    public string? FirebaseUserId { get; init; }

    /// <summary>Accepted for symmetry with the other reads; a company is never cached.</summary>
    public bool ForceRefresh { get; init; }
}

public sealed record CompanyAnswer(CompanyView? Company);

internal sealed class GetCompanyValidator : AbstractValidator<GetCompany>
{
    public GetCompanyValidator()
    {
        RuleFor(q => q.CompanyId).NotEmpty();
        RuleFor(q => q.FirebaseUserId).UserId();
    }
}

internal sealed class GetCompanyHandler(ICompanyReader companies) : IRequestHandler<GetCompany, CompanyAnswer>
{
    public async Task<CompanyAnswer> Handle(GetCompany query, CancellationToken ct) =>
        new(await companies.FindAsync(query.CompanyId, ct) is { } company ? CompanyView.From(company) : null);
}
