using System.Reflection;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Behaviours;

/// <summary>
/// The service token was checked at the entrance. With <c>HR_COMPANY_ACCESS=members</c>, each user a call names must also be a member of
/// the company with a role that grants the permission, and a call made by a user touches only what is that user's. What no rule allows is denied.
/// </summary>
internal sealed class AuthorizationBehaviour<TRequest, TResponse>(CallContext call, AccessOptions access, ICompanyMembership members)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    private static readonly string? s_permission = typeof(TRequest).GetCustomAttribute<RequiresPermissionAttribute>()?.Permission;
    private static readonly bool s_allowsAnyCaller = typeof(TRequest).IsDefined(typeof(AllowsAnyCallerAttribute));

    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var named = (request as IUserScoped)?.FirebaseUserId;
        call.UserId ??= named; // who acts, from here on: for the checks, the audit log and the idempotency key
        if (request is IUserOwned owned)
        {
            access.RequireOwn(call.UserId, owned.Owner);
        }

        if (s_allowsAnyCaller)
        {
            return next();
        }

        if (s_permission is null)
        {
            throw Denied();
        }

        return access.MembersOnly ? CheckMembership(request, named, next, cancellationToken) : next();
    }

    private async Task<TResponse> CheckMembership(
        TRequest request,
        string? named,
        RequestHandlerDelegate<TResponse> next,
        CancellationToken ct
    )
    {
        if (call.UserId is { } caller)
        {
            await RequireAsync(request, caller, ct);
        }

        if (named is not null && named != call.UserId)
        {
            await RequireAsync(request, named, ct);
        }

        if (request is IReportsToUser { UserId: var told } && told != call.UserId && told != named)
        {
            await RequireAsync(request, told, ct);
        }

        return await next();
    }

    private async Task RequireAsync(TRequest request, string userId, CancellationToken ct)
    {
        var companyId = request switch
        {
            ICompanyScoped scoped => scoped.CompanyId,
            IMandateScoped mandate => await members.FindCompanyAsync(mandate.MandatePath, ct),
            IRecordScoped one => await members.FindCompanyAsync(one.Record, ct),
            _ => throw Denied(),
        };
        if (companyId is not { } id)
        {
            return; // no company stands behind the path, or no such record is there: nothing to protect
        }

        var role = await members.RoleAsync(id, userId, ct);
        if (role is null || !Permissions.IsGranted(role, s_permission!))
        {
            throw Denied();
        }

        if (request is IAsksForMore { More: { } more } && !Permissions.IsGranted(role, more.Permission))
        {
            var message = $"The user's role does not allow {more.Argument}.";
            throw new AppException(new AppError("argument_forbidden", ErrorKind.Forbidden, message) { Field = more.Argument });
        }
    }

    private static AppException Denied() =>
        new(new AppError("forbidden", ErrorKind.Forbidden, "The user may not do this for this company."));
}
