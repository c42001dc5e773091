using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.Employees;

/// <summary>Brings a deleted employee back.</summary>
[RpcMethod("HR.restore_employee"), RequiresPermission(Permissions.HrWrite)]
public sealed record RestoreEmployee(Guid CompanyId, Guid EmployeeId) : ICommand<Done>, ICompanyScoped, IUserScoped, IInvalidates
{
    public string? FirebaseUserId { get; init; }

    IReadOnlyList<CacheTag> IInvalidates.Invalidates => HrCache.AfterEmployeeWrite(CompanyId);
}

internal sealed class RestoreEmployeeValidator : AbstractValidator<RestoreEmployee>
{
    public RestoreEmployeeValidator()
    {
        RuleFor(c => c.CompanyId).NotEmpty();
        RuleFor(c => c.EmployeeId).NotEmpty();
        RuleFor(c => c.FirebaseUserId).UserId();
    }
}

internal sealed class RestoreEmployeeHandler(IEmployeeStore employees) : IRequestHandler<RestoreEmployee, Done>
{
    public async Task<Done> Handle(RestoreEmployee command, CancellationToken ct)
    {
        var employee =
            await employees.FindAsync(command.CompanyId, command.EmployeeId, ct) ?? throw new AppException(HrErrors.EmployeeNotFound);
        employee.Restore();
        return Done.Yes;
    }
}
