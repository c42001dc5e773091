using System.Collections.Frozen;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Common;

/// <summary>The permissions that requests ask for, and which company role holds which.</summary>
public static class Permissions
{
    public const string HrRead = "hr.read";
    public const string HrSensitive = "hr.sensitive";
    public const string HrWrite = "hr.write";
    public const string PayrollRead = "payroll.read";
    public const string PayrollWrite = "payroll.write";
    public const string MembersWrite = "members.write";

    private static readonly FrozenDictionary<string, string[]> s_byRole = new Dictionary<string, string[]>
    {
        [MemberRoles.Owner] = [HrRead, HrSensitive, HrWrite, PayrollRead, PayrollWrite, MembersWrite],
        [MemberRoles.HrAdmin] = [HrRead, HrSensitive, HrWrite, PayrollRead],
        [MemberRoles.Payroll] = [HrRead, HrSensitive, PayrollRead, PayrollWrite],
        [MemberRoles.Viewer] = [HrRead],
    }.ToFrozenDictionary();

    /// <summary>Whether members with this role hold the permission; an unknown role holds none.</summary>
    public static bool IsGranted(string role, string permission) =>
        s_byRole.TryGetValue(role, out var granted) && granted.Contains(permission);
}
