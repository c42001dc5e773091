using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.Employees;

/// <summary>Adds an employee to a company.</summary>
[RpcMethod("HR.create_employee"), RequiresPermission(Permissions.HrWrite)]
public sealed record CreateEmployee(
    Guid CompanyId,
    string Identifier,
    string FirstName,
    string LastName,
    DateOnly BirthDate,
    string ClusterCode,
    DateOnly HireDate
) : EmployeeFields, ICommand<CreatedEmployee>, ICompanyScoped, IUserScoped, IIdempotent, IInvalidates
{
    public string? FirebaseUserId { get; init; }

    IReadOnlyList<CacheTag> IInvalidates.Invalidates => HrCache.AfterEmployeeWrite(CompanyId);
}

public sealed record CreatedEmployee(Guid EmployeeId);

internal sealed class CreateEmployeeValidator : EmployeeFieldsValidator<CreateEmployee>
{
    public CreateEmployeeValidator()
    {
        RuleFor(c => c.CompanyId).NotEmpty();
        RuleFor(c => c.FirebaseUserId).UserId();
    }
}

internal sealed class CreateEmployeeHandler(IEmployeeStore employees, EmployeeWriter writer, TimeProvider clock)
    : IRequestHandler<CreateEmployee, CreatedEmployee>
{
    public Task<CreatedEmployee> Handle(CreateEmployee command, CancellationToken ct)
    {
        var employee = Employee.Create(
            command.CompanyId,
            command.Identifier,
            command.FirstName,
            command.LastName,
            command.BirthDate,
            command.ClusterCode,
            command.HireDate,
            clock.GetUtcNow()
        );
        writer.Apply(command, employee);
        employees.Add(employee);
        return Task.FromResult(new CreatedEmployee(employee.Id));
    }
}
