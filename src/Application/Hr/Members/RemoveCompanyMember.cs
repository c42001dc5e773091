using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.Members;

/// <summary>Takes a user's role in a company away.</summary>
[RpcMethod("HR.remove_company_member"), RequiresPermission(Permissions.MembersWrite)]
public sealed record RemoveCompanyMember(Guid CompanyId, string UserId) : ICommand<Done>, ICompanyScoped, IUserScoped
{
    public string? FirebaseUserId { get; init; }
}

internal sealed class RemoveCompanyMemberValidator : AbstractValidator<RemoveCompanyMember>
{
    public RemoveCompanyMemberValidator()
    {
        RuleFor(c => c.CompanyId).NotEmpty();
        RuleFor(c => c.UserId).NotEmpty().UserId();
        RuleFor(c => c.FirebaseUserId).UserId();
    }
}

internal sealed class RemoveCompanyMemberHandler(IMemberStore members, TimeProvider clock) : IRequestHandler<RemoveCompanyMember, Done>
{
    public async Task<Done> Handle(RemoveCompanyMember command, CancellationToken ct)
    {
        var member = await members.FindAsync(command.CompanyId, command.UserId, ct) ?? throw new AppException(HrErrors.MemberNotFound);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (member.OwnsForGood(today) && !await members.HasOtherOwnerAsync(command.CompanyId, command.UserId, today, ct))
        {
            throw new AppException(HrErrors.LastOwner);
        }

        members.Remove(member);
        return Done.Yes;
    }
}
