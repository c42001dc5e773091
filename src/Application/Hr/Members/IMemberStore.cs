using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.Members;

/// <summary>The members of companies; the unit of work saves.</summary>
public interface IMemberStore
{
    Task<CompanyMember?> FindAsync(Guid companyId, string userId, CancellationToken ct);

    /// <summary>By user id, ended memberships included.</summary>
    Task<IReadOnlyList<CompanyMember>> ListAsync(Guid companyId, CancellationToken ct);

    void Add(CompanyMember member);

    void Remove(CompanyMember member);
}
