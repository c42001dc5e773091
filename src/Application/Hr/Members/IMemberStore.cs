using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.Members;

/// <summary>The members of companies; the unit of work saves.</summary>
public interface IMemberStore
{
    Task<CompanyMember?> FindAsync(Guid companyId, string userId, CancellationToken ct);

    /// <summary>By user id, ended memberships included.</summary>
    Task<IReadOnlyList<CompanyMember>> ListAsync(Guid companyId, CancellationToken ct);

    /// <summary>Whether somebody else owns the company for good on a day; until the transaction ends nobody else asks that of the company.</summary>
    Task<bool> HasOtherOwnerAsync(Guid companyId, string userId, DateOnly day, CancellationToken ct);

    void Add(CompanyMember member);

    void Remove(CompanyMember member);
}
