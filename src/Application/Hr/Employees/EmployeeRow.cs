namespace Pinnokio.Application.Hr.Employees;

/// <summary>An employee as lists show it; sensitive numbers masked.</summary>
public sealed record EmployeeRow
{
    public required Guid Id { get; init; }
    public required Guid CompanyId { get; init; }
    public required string Identifier { get; init; }
    public required string FirstName { get; init; }
    public required string LastName { get; init; }
    public required DateOnly BirthDate { get; init; }
    public string? Sex { get; init; }
    public string? Nationality { get; init; }
    public string? PermitType { get; init; }
    public string? FamilyStatus { get; init; }
    public string? TaxStatus { get; init; }
    public short ChildrenCount { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? PostalCode { get; init; }
    public string? City { get; init; }
    public required string ClusterCode { get; init; }
    public required DateOnly HireDate { get; init; }
    public DateOnly? ExitDate { get; init; }
    public decimal ActivityRate { get; init; }
    public string? AvsNumber { get; init; }
    public required bool IsActive { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required long RowVersion { get; init; }
}
