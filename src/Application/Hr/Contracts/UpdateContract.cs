using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.Contracts;

/// <summary>Changes the given fields of a contract; with <c>expected_version</c> only if nobody changed it meanwhile.</summary>
[RpcMethod("HR.update_contract"), RequiresPermission(Permissions.HrWrite)]
public sealed record UpdateContract(Guid CompanyId, Guid ContractId)
    : ContractFields,
        ICommand<UpdatedContract>,
        IPartialUpdate,
        ICompanyScoped,
        IUserScoped,
        IInvalidates
{
    public Optional<string> ContractType { get; init; }
    public Optional<DateOnly> StartDate { get; init; }
    public Optional<decimal?> BaseSalary { get; init; }
    public Optional<bool> IsActive { get; init; }

    /// <summary>The <c>row_version</c> that the caller read; another one is refused as a conflict.</summary>
    public long? ExpectedVersion { get; init; }
    public string? FirebaseUserId { get; init; }

    IReadOnlyList<CacheTag> IInvalidates.Invalidates => HrCache.AfterContractWrite(CompanyId);
}

public sealed record UpdatedContract(bool Success, ContractView Contract);

internal sealed class UpdateContractValidator : ContractFieldsValidator<UpdateContract>
{
    public UpdateContractValidator()
    {
        RuleFor(c => c.CompanyId).NotEmpty();
        RuleFor(c => c.ContractId).NotEmpty();
        RuleFor(c => c.ExpectedVersion).GreaterThan(0);
        RuleFor(c => c.FirebaseUserId).UserId();
    }
}

internal sealed class UpdateContractHandler(IContractStore contracts, ContractWriter writer, IUnitOfWork unitOfWork)
    : IRequestHandler<UpdateContract, UpdatedContract>
{
    public async Task<UpdatedContract> Handle(UpdateContract command, CancellationToken ct)
    {
        var contract =
            await contracts.FindAsync(command.CompanyId, command.ContractId, ct) ?? throw new AppException(HrErrors.ContractNotFound);
        contract.EnsureVersion(command.ExpectedVersion);
        await writer.ApplyAsync(command, contract, ct);
        await unitOfWork.SaveAsync(ct); // so that the answer shows the new version
        return new UpdatedContract(true, ContractView.From(contract));
    }
}
