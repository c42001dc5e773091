using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr;

/// <summary>A user's place in a company, with the days on which it counts (both inclusive).</summary>
public sealed class CompanyMember : IStamped
{
    public const int UserIdMaxLength = 128;

    public Guid CompanyId { get; set; }
    public string UserId { get; set; } = "";
    public string Role { get; set; } = MemberRoles.Viewer;
    public DateOnly ValidFrom { get; set; }
    public DateOnly? ValidTo { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public string? CreatedBy { get; set; }
    public long RowVersion { get; set; } = 1;

    public static CompanyMember Create(Guid companyId, string userId, string role, DateOnly validFrom, DateTimeOffset now) =>
        new()
        {
            CompanyId = companyId,
            UserId = userId,
            Role = role,
            ValidFrom = validFrom,
            CreatedAt = now,
            UpdatedAt = now,
        };

    /// <summary>Whether the company has in this member an owner who stays.</summary>
    public bool OwnsForGood(DateOnly day) => Role == MemberRoles.Owner && ValidFrom <= day && ValidTo is null;

    /// <summary>Refuses an unknown role, a missing user and an end before the beginning, naming the field.</summary>
    public void EnsureConsistent()
    {
        var rules = new Rules("company_member");
        UserId = rules.Text(UserId, UserIdMaxLength, nameof(UserId));
        rules.OneOf(Role, MemberRoles.All, nameof(Role));
        rules.Sane(ValidFrom, nameof(ValidFrom));
        rules.Sane(ValidTo, nameof(ValidTo));
        rules.NotBefore(ValidTo, ValidFrom, nameof(ValidTo), nameof(ValidFrom));
    }
}
