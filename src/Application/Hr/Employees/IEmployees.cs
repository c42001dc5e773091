using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.Employees;

/// <summary>Which employees of a company to list. <c>After</c> is the last row of the page before.</summary>
public sealed record EmployeeFilter(
    Guid CompanyId,
    string? Search,
    string? ClusterCode,
    DateOnly? ActiveOn,
    bool IncludeInactive,
    int? Limit,
    EmployeePosition? After
);

/// <summary>An employee's place in the list's order.</summary>
public sealed record EmployeePosition(string LastName, string FirstName, Guid Id);

/// <summary>Reads lists of employees.</summary>
public interface IEmployeeReader
{
    /// <summary>By last name, first name, then id.</summary>
    Task<IReadOnlyList<EmployeeRow>> ListAsync(EmployeeFilter filter, CancellationToken ct);

    /// <summary>One employee, inactive ones included, not tracked for changes.</summary>
    Task<Employee?> FindAsync(Guid companyId, Guid employeeId, CancellationToken ct);
}

/// <summary>Loads employees to change them; the unit of work saves.</summary>
public interface IEmployeeStore
{
    Task<Employee?> FindAsync(Guid companyId, Guid employeeId, CancellationToken ct);

    void Add(Employee employee);
}
