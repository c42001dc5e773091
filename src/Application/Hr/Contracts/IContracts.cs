using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.Contracts;

/// <summary>Reads contracts.</summary>
public interface IContractReader
{
    /// <summary>An employee's contracts, newest start first; deleted ones left out.</summary>
    Task<IReadOnlyList<Contract>> ListAsync(Guid companyId, Guid employeeId, CancellationToken ct);

    /// <summary>The contract of the main group in force on a day; at most one can be.</summary>
    Task<Contract?> FindActiveAsync(Guid companyId, Guid employeeId, DateOnly day, CancellationToken ct);
}

/// <summary>Loads contracts to change them; the unit of work saves.</summary>
public interface IContractStore
{
    Task<Contract?> FindAsync(Guid companyId, Guid contractId, CancellationToken ct);

    /// <summary>Contracts of the same employee and group whose days overlap this one's. The store's own constraint decides; this explains.</summary>
    Task<IReadOnlyList<ContractRange>> OverlapsAsync(Contract contract, CancellationToken ct);

    void Add(Contract contract);
}

/// <summary>The days of a contract, both inclusive; an open end is null.</summary>
public sealed record ContractRange(Guid ContractId, DateOnly StartDate, DateOnly? EndDate);
