using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.Employees;

/// <summary>Deletes an employee softly: the row stays, lists leave it out, its identifier is free again.</summary>
[RpcMethod("HR.delete_employee"), RequiresPermission(Permissions.HrWrite)]
public sealed record DeleteEmployee(Guid CompanyId, Guid EmployeeId) : ICommand<Done>, ICompanyScoped, IUserScoped, IInvalidates
{
    public string? FirebaseUserId { get; init; }

    IReadOnlyList<CacheTag> IInvalidates.Invalidates => HrCache.AfterEmployeeWrite(CompanyId);
}

internal sealed class DeleteEmployeeValidator : AbstractValidator<DeleteEmployee>
{
    public DeleteEmployeeValidator()
    {
        RuleFor(c => c.CompanyId).NotEmpty();
        RuleFor(c => c.EmployeeId).NotEmpty();
        RuleFor(c => c.FirebaseUserId).UserId();
    }
}

internal sealed class DeleteEmployeeHandler(IEmployeeStore employees, TimeProvider clock) : IRequestHandler<DeleteEmployee, Done>
{
    public async Task<Done> Handle(DeleteEmployee command, CancellationToken ct)
    {
        var employee =
            await employees.FindAsync(command.CompanyId, command.EmployeeId, ct) ?? throw new AppException(HrErrors.EmployeeNotFound);
        employee.Deactivate(clock.GetUtcNow());
        return Done.Yes;
    }
}
