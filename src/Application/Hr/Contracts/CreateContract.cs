using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.Contracts;

/// <summary>Adds a contract to an employee. Its days may not overlap those of another contract of the same group.</summary>
[RpcMethod("HR.create_contract"), RequiresPermission(Permissions.HrWrite)]
public sealed record CreateContract(Guid CompanyId, Guid EmployeeId, string ContractType, DateOnly StartDate, decimal? BaseSalary)
    : ContractFields,
        ICommand<CreatedContract>,
        ICompanyScoped,
        IUserScoped,
        IIdempotent,
        IInvalidates
{
    public string? FirebaseUserId { get; init; }

    IReadOnlyList<CacheTag> IInvalidates.Invalidates => HrCache.AfterContractWrite(CompanyId);
}

public sealed record CreatedContract(Guid ContractId);

internal sealed class CreateContractValidator : ContractFieldsValidator<CreateContract>
{
    public CreateContractValidator()
    {
        RuleFor(c => c.CompanyId).NotEmpty();
        RuleFor(c => c.EmployeeId).NotEmpty();
        RuleFor(c => c.FirebaseUserId).UserId();
    }
}

internal sealed class CreateContractHandler(IContractStore contracts, ContractWriter writer, TimeProvider clock)
    : IRequestHandler<CreateContract, CreatedContract>
{
    public async Task<CreatedContract> Handle(CreateContract command, CancellationToken ct)
    {
        var contract = Contract.Create(
            command.CompanyId,
            command.EmployeeId,
            command.ContractType,
            command.StartDate,
            command.BaseSalary,
            clock.GetUtcNow()
        );
        await writer.ApplyAsync(command, contract, ct);
        contracts.Add(contract);
        return new CreatedContract(contract.Id);
    }
}
