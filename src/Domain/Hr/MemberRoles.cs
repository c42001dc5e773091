namespace Pinnokio.Domain.Hr;

/// <summary>The roles of a company's members.</summary>
public static class MemberRoles
{
    public const string Owner = "owner";
    public const string HrAdmin = "hr_admin";
    public const string Payroll = "payroll";
    public const string Viewer = "viewer";

    public static IReadOnlyList<string> All { get; } = [Owner, HrAdmin, Payroll, Viewer];
}
