using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.Companies;

/// <summary>Reads companies.</summary>
public interface ICompanyReader
{
    Task<Guid?> FindIdAsync(string mandatePath, CancellationToken ct);

    Task<Company?> FindAsync(Guid companyId, CancellationToken ct);
}

/// <summary>Loads companies to change them; the unit of work saves.</summary>
public interface ICompanyStore
{
    /// <summary>The account of an outer user id, created when it is new.</summary>
    Task<Guid> EnsureAccountAsync(string firebaseUid, CancellationToken ct);

    /// <summary>The company of a mandate path; until the transaction ends nobody else creates one for that path.</summary>
    Task<Company?> FindForUpsertAsync(string mandatePath, CancellationToken ct);

    Task<Company?> FindAsync(Guid companyId, CancellationToken ct);

    void Add(Company company);
}
