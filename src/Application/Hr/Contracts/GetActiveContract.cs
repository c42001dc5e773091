using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.Contracts;

/// <summary>The contract of the main group in force on a day, or null. The day is today (UTC) unless stated.</summary>
[RpcMethod("HR.get_active_contract"), RequiresPermission(Permissions.HrRead)]
public sealed record GetActiveContract(Guid CompanyId, Guid EmployeeId, DateOnly? OnDate = null)
    : IQuery<ContractAnswer>,
        ICompanyScoped,
        IUserScoped,
        ICacheable
{
    public string? FirebaseUserId { get; init; }

    public bool ForceRefresh { get; init; }

    CacheSpec? ICacheable.Cache =>
        FirebaseUserId is { Length: > 0 } user && OnDate is null ? HrCache.ActiveContractOf(user, CompanyId, EmployeeId) : null;
}

public sealed record ContractAnswer(Payload<ContractView?> Contract, DataSource Source) : ICachedAnswer<ContractAnswer>
{
    Payload ICachedAnswer<ContractAnswer>.Payload => Contract;

    static ContractAnswer ICachedAnswer<ContractAnswer>.FromCache(ReadOnlyMemory<byte> json) => new(new(json), DataSource.Cache);
}

internal sealed class GetActiveContractValidator : AbstractValidator<GetActiveContract>
{
    public GetActiveContractValidator()
    {
        RuleFor(q => q.CompanyId).NotEmpty();
        RuleFor(q => q.EmployeeId).NotEmpty();
        RuleFor(q => q.OnDate).BusinessDay();
        RuleFor(q => q.FirebaseUserId).UserId();
    }
}

internal sealed class GetActiveContractHandler(IContractReader contracts, TimeProvider clock)
    : IRequestHandler<GetActiveContract, ContractAnswer>
{
    public async Task<ContractAnswer> Handle(GetActiveContract query, CancellationToken ct)
    {
        var day = query.OnDate ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var contract = await contracts.FindActiveAsync(query.CompanyId, query.EmployeeId, day, ct);
        return new ContractAnswer(Payload.Of(contract is null ? null : ContractView.From(contract)), DataSource.Database);
    }
}
