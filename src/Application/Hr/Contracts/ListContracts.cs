using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.Contracts;

/// <summary>The contracts of an employee, newest start first.</summary>
[RpcMethod("HR.list_contracts"), RequiresPermission(Permissions.HrRead)]
public sealed record ListContracts(Guid CompanyId, Guid EmployeeId) : IQuery<ContractList>, ICompanyScoped, IUserScoped, ICacheable
{
    public string? FirebaseUserId { get; init; }

    public bool ForceRefresh { get; init; }

    CacheSpec? ICacheable.Cache => FirebaseUserId is { Length: > 0 } user ? HrCache.ContractsOf(user, CompanyId, EmployeeId) : null;
}

public sealed record ContractList(Payload<IReadOnlyList<ContractView>> Contracts, DataSource Source) : ICachedAnswer<ContractList>
{
    Payload ICachedAnswer<ContractList>.Payload => Contracts;

    static ContractList ICachedAnswer<ContractList>.FromCache(ReadOnlyMemory<byte> json) => new(new(json), DataSource.Cache);
}

internal sealed class ListContractsValidator : AbstractValidator<ListContracts>
{
    public ListContractsValidator()
    {
        RuleFor(q => q.CompanyId).NotEmpty();
        RuleFor(q => q.EmployeeId).NotEmpty();
        RuleFor(q => q.FirebaseUserId).UserId();
    }
}

internal sealed class ListContractsHandler(IContractReader contracts) : IRequestHandler<ListContracts, ContractList>
{
    public async Task<ContractList> Handle(ListContracts query, CancellationToken ct)
    {
        var found = await contracts.ListAsync(query.CompanyId, query.EmployeeId, ct);
        IReadOnlyList<ContractView> views = [.. found.Select(ContractView.From)];
        return new ContractList(Payload.Of(views), DataSource.Database);
    }
}
