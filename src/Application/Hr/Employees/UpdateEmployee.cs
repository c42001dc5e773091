using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.Employees;

/// <summary>Changes the given fields of an employee; with <c>expected_version</c> only if nobody changed it meanwhile.</summary>
[RpcMethod("HR.update_employee"), RequiresPermission(Permissions.HrWrite)]
public sealed record UpdateEmployee(Guid CompanyId, Guid EmployeeId)
    : EmployeeFields,
        ICommand<UpdatedEmployee>,
        IPartialUpdate,
        ICompanyScoped,
        IUserScoped,
        IInvalidates
{
    public Optional<string> Identifier { get; init; }
    public Optional<string> FirstName { get; init; }
    public Optional<string> LastName { get; init; }
    public Optional<DateOnly> BirthDate { get; init; }
    public Optional<string> ClusterCode { get; init; }
    public Optional<DateOnly> HireDate { get; init; }
    public Optional<bool> IsActive { get; init; }

    /// <summary>The <c>row_version</c> that the caller read; another one is refused as a conflict.</summary>
    public long? ExpectedVersion { get; init; }
    public string? FirebaseUserId { get; init; }

    IReadOnlyList<CacheTag> IInvalidates.Invalidates => HrCache.AfterEmployeeWrite(CompanyId);
}

public sealed record UpdatedEmployee(bool Success, EmployeeView Employee);

internal sealed class UpdateEmployeeValidator : EmployeeFieldsValidator<UpdateEmployee>
{
    public UpdateEmployeeValidator()
    {
        RuleFor(c => c.CompanyId).NotEmpty();
        RuleFor(c => c.EmployeeId).NotEmpty();
        RuleFor(c => c.ExpectedVersion).GreaterThan(0);
        RuleFor(c => c.FirebaseUserId).UserId();
    }
}

internal sealed class UpdateEmployeeHandler(IEmployeeStore employees, EmployeeWriter writer, IUnitOfWork unitOfWork, TimeProvider clock)
    : IRequestHandler<UpdateEmployee, UpdatedEmployee>
{
    public async Task<UpdatedEmployee> Handle(UpdateEmployee command, CancellationToken ct)
    {
        var employee =
            await employees.FindAsync(command.CompanyId, command.EmployeeId, ct) ?? throw new AppException(HrErrors.EmployeeNotFound);
        employee.EnsureVersion(command.ExpectedVersion);
        writer.Apply(command, employee);
        if (command.IsActive.IsGiven && command.IsActive.Value)
        {
            employee.Restore();
        }
        else if (command.IsActive.IsGiven)
        {
            employee.Deactivate(clock.GetUtcNow());
        }

        await unitOfWork.SaveAsync(ct); // so that the answer shows the new version
        return new UpdatedEmployee(true, EmployeeView.From(employee));
    }
}
