using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.Employees;

/// <summary>The optional fields of an employee, the same for creating and updating one; the entity checks them. Null clears what may be empty.</summary>
public abstract record EmployeeFields
{
    public Optional<string?> Sex { get; init; }
    public Optional<string?> Nationality { get; init; }
    public Optional<string?> Email { get; init; }
    public Optional<string?> Phone { get; init; }
    public Optional<string?> AddressLine1 { get; init; }
    public Optional<string?> AddressLine2 { get; init; }
    public Optional<string?> PostalCode { get; init; }
    public Optional<string?> City { get; init; }
    public Optional<string?> Country { get; init; }
    public Optional<int?> BfsMunicipalityNo { get; init; }
    public Optional<DateOnly?> ExitDate { get; init; }
    public Optional<string?> ExitReason { get; init; }
    public Optional<string> Language { get; init; }
    public Optional<DateOnly?> SeniorityDate { get; init; }
    public Optional<string?> Iban { get; init; }
    public Optional<string?> AvsNumber { get; init; }
    public Optional<string?> PermitType { get; init; }
    public Optional<DateOnly?> PermitValidTo { get; init; }
    public Optional<bool> TaxAtSource { get; init; }
    public Optional<bool?> ChurchMember { get; init; }
    public Optional<string?> FamilyStatus { get; init; }
    public Optional<string?> TaxStatus { get; init; }
    public Optional<short> ChildrenCount { get; init; }
    public Optional<decimal> ActivityRate { get; init; }
    public Optional<string?> LppPlanCode { get; init; }
    public Optional<string?> LppExemptReason { get; init; }
    public Optional<string?> LaaCode { get; init; }
    public Optional<string?> IjmCode { get; init; }
    public Optional<decimal?> WeeklyHoursOtherEmployers { get; init; }
    public Optional<decimal?> ActivityRateTotal { get; init; }
    public Optional<bool> IsRetiredWorking { get; init; }
    public Optional<string?> Nir { get; init; }
    public Optional<string?> DptBirth { get; init; }
    public Optional<string?> BirthPlace { get; init; }
    public Optional<string?> ArtistTechnicianAnnex { get; init; }
    public Optional<string?> ProfessionalStatus { get; init; }
    public Optional<string?> DfsClass { get; init; }
    public Optional<DateTimeOffset?> DfsConsentAt { get; init; }
    public Optional<decimal?> PasRate { get; init; }
    public Optional<string?> PasRateKind { get; init; }
    public Optional<DateOnly?> PasRateValidFrom { get; init; }
    public Optional<string?> CongesSpectaclesNo { get; init; }
    public Optional<string?> PoleEmploiNo { get; init; }
    public Optional<bool?> Rqth { get; init; }
}
