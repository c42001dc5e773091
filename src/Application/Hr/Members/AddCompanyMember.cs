using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.Members;

/// <summary>Gives a user a role in a company; a member's role is changed.</summary>
[RpcMethod("HR.add_company_member"), RequiresPermission(Permissions.MembersWrite)]
public sealed record AddCompanyMember(Guid CompanyId, string UserId, string Role)
    : ICommand<MemberAnswer>,
        ICompanyScoped,
        IUserScoped,
        IIdempotent
{
    /// <summary>The first day on which the role counts; today when absent.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The last day on which the role counts; open when absent.</summary>
    public DateOnly? ValidTo { get; init; }

    public string? FirebaseUserId { get; init; }
}

public sealed record MemberAnswer(bool Success, MemberView Member);

public sealed record MemberView(Guid CompanyId, string UserId, string Role, DateOnly ValidFrom, DateOnly? ValidTo)
{
    public static MemberView From(CompanyMember member) =>
        new(member.CompanyId, member.UserId, member.Role, member.ValidFrom, member.ValidTo);
}

internal sealed class AddCompanyMemberValidator : AbstractValidator<AddCompanyMember>
{
    public AddCompanyMemberValidator()
    {
        RuleFor(c => c.CompanyId).NotEmpty();
        RuleFor(c => c.UserId).NotEmpty().UserId();
        RuleFor(c => c.Role).Must(MemberRoles.All.Contains).WithMessage("role must be owner, hr_admin, payroll or viewer.");
        RuleFor(c => c.ValidFrom).BusinessDay();
        RuleFor(c => c.ValidTo).BusinessDay();
        RuleFor(c => c.ValidTo).GreaterThanOrEqualTo(c => c.ValidFrom).When(c => c.ValidFrom is not null && c.ValidTo is not null);
        RuleFor(c => c.FirebaseUserId).UserId();
    }
}

internal sealed class AddCompanyMemberHandler(IMemberStore members, TimeProvider clock) : IRequestHandler<AddCompanyMember, MemberAnswer>
{
    public async Task<MemberAnswer> Handle(AddCompanyMember command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var from = command.ValidFrom ?? today;
        var member = await members.FindAsync(command.CompanyId, command.UserId, ct);
        var owned = member?.OwnsForGood(today) ?? false;
        if (member is null)
        {
            member = CompanyMember.Create(command.CompanyId, command.UserId, command.Role, from, now);
            members.Add(member);
        }

        member.Role = command.Role;
        member.ValidFrom = from;
        member.ValidTo = command.ValidTo;
        member.EnsureConsistent();
        if (owned && !member.OwnsForGood(today) && !await members.HasOtherOwnerAsync(command.CompanyId, command.UserId, today, ct))
        {
            throw new AppException(HrErrors.LastOwner);
        }

        return new MemberAnswer(true, MemberView.From(member));
    }
}
