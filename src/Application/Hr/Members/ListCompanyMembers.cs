using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.Members;

/// <summary>The members of a company, by user id.</summary>
[RpcMethod("HR.list_company_members"), RequiresPermission(Permissions.HrRead)]
public sealed record ListCompanyMembers(Guid CompanyId) : IQuery<MemberList>, ICompanyScoped, IUserScoped
{
    public string? FirebaseUserId { get; init; }

    /// <summary>Accepted for symmetry with the other reads; members are never cached.</summary>
    public bool ForceRefresh { get; init; }
}

public sealed record MemberList(IReadOnlyList<MemberView> Members);

internal sealed class ListCompanyMembersValidator : AbstractValidator<ListCompanyMembers>
{
    public ListCompanyMembersValidator()
    {
        RuleFor(q => q.CompanyId).NotEmpty();
        RuleFor(q => q.FirebaseUserId).UserId();
    }
}

internal sealed class ListCompanyMembersHandler(IMemberStore members) : IRequestHandler<ListCompanyMembers, MemberList>
{
    public async Task<MemberList> Handle(ListCompanyMembers query, CancellationToken ct) =>
        new([.. (await members.ListAsync(query.CompanyId, ct)).Select(MemberView.From)]);
}
