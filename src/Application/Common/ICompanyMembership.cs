namespace Pinnokio.Application.Common;

/// <summary>Who may act for a company, on the day asked.</summary>
public interface ICompanyMembership
{
    /// <summary>The member's role; null when the user is not a member today.</summary>
    Task<string?> RoleAsync(Guid companyId, string userId, CancellationToken ct);

    /// <summary>The company behind a mandate path; null when there is none.</summary>
    Task<Guid?> FindCompanyAsync(string mandatePath, CancellationToken ct);

    /// <summary>The company that a record belongs to; null when there is no such record.</summary>
    Task<Guid?> FindCompanyAsync(OwnedRecord record, CancellationToken ct);
}

/// <summary><c>HR_COMPANY_ACCESS</c>: whether calls that carry a user id require membership in the company.</summary>
public sealed record AccessOptions(bool MembersOnly)
{
    /// <summary>Where membership counts, a user touches nothing of another's; a service that names no user touches everything.</summary>
    /// <param name="caller">The user for whom the call is made, if it names one.</param>
    /// <param name="owner">Whose it is; null when it is not one user's alone.</param>
    public void RequireOwn(string? caller, string? owner)
    {
        if (MembersOnly && caller is not null && caller != owner)
        {
            throw new AppException(new AppError("forbidden", ErrorKind.Forbidden, "The user may not do this for another user."));
        }
    }
}
