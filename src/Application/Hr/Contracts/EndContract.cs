using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.Contracts;

/// <summary>Sets the last day of a contract.</summary>
[RpcMethod("HR.end_contract"), RequiresPermission(Permissions.HrWrite)]
public sealed record EndContract(Guid CompanyId, Guid ContractId, DateOnly EndDate)
    : ICommand<UpdatedContract>,
        ICompanyScoped,
        IUserScoped,
        IInvalidates
{
    /// <summary>The <c>row_version</c> that the caller read; another one is refused as a conflict.</summary>
    public long? ExpectedVersion { get; init; }
    public string? FirebaseUserId { get; init; }

    IReadOnlyList<CacheTag> IInvalidates.Invalidates => HrCache.AfterContractWrite(CompanyId);
}

internal sealed class EndContractValidator : AbstractValidator<EndContract>
{
    public EndContractValidator()
    {
        RuleFor(c => c.CompanyId).NotEmpty();
        RuleFor(c => c.ContractId).NotEmpty();
        RuleFor(c => c.ExpectedVersion).GreaterThan(0);
        RuleFor(c => c.FirebaseUserId).UserId();
    }
}

internal sealed class EndContractHandler(IContractStore contracts, ContractWriter writer, IUnitOfWork unitOfWork)
    : IRequestHandler<EndContract, UpdatedContract>
{
    public async Task<UpdatedContract> Handle(EndContract command, CancellationToken ct)
    {
        var contract =
            await contracts.FindAsync(command.CompanyId, command.ContractId, ct) ?? throw new AppException(HrErrors.ContractNotFound);
        contract.EnsureVersion(command.ExpectedVersion);
        contract.End(command.EndDate);
        await writer.CheckAsync(contract, ct);
        await unitOfWork.SaveAsync(ct); // so that the answer shows the new version
        return new UpdatedContract(true, ContractView.From(contract));
    }
}
