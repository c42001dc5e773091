using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr;

/// <summary>The HR module's cache keys, shared with the Python side, and what its writes make stale.</summary>
public static class HrCache
{
    public const string Employees = "employees";
    public const string Employee = "employee";
    public const string Contracts = "contracts";
    public const string ActiveContract = "active_contract";
    public const string Clusters = "clusters";
    public const string References = "references";

    /// <summary>In the place of the country, for a list that is the same in all.</summary>
    public const string AllCountries = "all";

    public static IReadOnlyList<string> DataTypes { get; } = [Employees, Employee, Contracts, ActiveContract, Clusters, References];

    public static CacheSpec EmployeesOf(string userId, Guid companyId) => Spec(userId, companyId, Employees, null);

    public static CacheSpec EmployeeOf(string userId, Guid companyId, Guid employeeId) =>
        Spec(userId, companyId, Employee, employeeId.ToString());

    public static CacheSpec ContractsOf(string userId, Guid companyId, Guid employeeId) =>
        Spec(userId, companyId, Contracts, employeeId.ToString());

    public static CacheSpec ActiveContractOf(string userId, Guid companyId, Guid employeeId) =>
        Spec(userId, companyId, ActiveContract, employeeId.ToString()) with
        {
            ForTodayOnly = true,
        };

    public static CacheSpec ClustersOf(string userId, Guid companyId, string? country) => Spec(userId, companyId, Clusters, country);

    /// <summary>Reference lists are everybody's, and kept also where no company is named; a null list is all of them in one.</summary>
    public static CacheSpec? ReferencesOf(string? userId, Guid? companyId, string country, string language, string? list) =>
        string.IsNullOrEmpty(userId)
            ? null
            : Spec(userId, companyId ?? Guid.Empty, References, list is null ? $"{country}:{language}" : $"{country}:{language}:{list}");

    /// <summary>What a write to a company's employees makes stale.</summary>
    public static IReadOnlyList<CacheTag> AfterEmployeeWrite(Guid companyId) => [new(companyId, Employees), new(companyId, Employee)];

    /// <summary>What a write to a company's contracts makes stale.</summary>
    public static IReadOnlyList<CacheTag> AfterContractWrite(Guid companyId) => [new(companyId, Contracts), new(companyId, ActiveContract)];

    private static CacheSpec Spec(string userId, Guid companyId, string dataType, string? part)
    {
        var key = part is null ? $"cache:{userId}:{companyId}:hr:{dataType}" : $"cache:{userId}:{companyId}:hr:{dataType}:{part}";
        return new CacheSpec(key, new CacheTag(companyId, dataType));
    }
}
