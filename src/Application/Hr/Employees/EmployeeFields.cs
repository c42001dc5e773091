using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.Employees;

/// <summary>The optional fields of an employee, the same for creating and updating one; the entity checks them. Null clears what may be empty.</summary>
public abstract record EmployeeFields
{
    /// <summary>F, M or X; for statistics.</summary>
    public Optional<string?> Sex { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public Optional<string?> Nationality { get; init; }
    public Optional<string?> Email { get; init; }

    /// <summary>E.164, such as +41 79 123 45 67.</summary>
    public Optional<string?> Phone { get; init; }
    public Optional<string?> AddressLine1 { get; init; }
    public Optional<string?> AddressLine2 { get; init; }
    public Optional<string?> PostalCode { get; init; }
    public Optional<string?> City { get; init; }

    /// <summary>Of the address, ISO 3166-1 alpha-2.</summary>
    public Optional<string?> Country { get; init; }

    /// <summary>Swiss municipality number of the residence, 1 to 9999; decides taxes.</summary>
    public Optional<int?> BfsMunicipalityNo { get; init; }
    public Optional<DateOnly?> ExitDate { get; init; }
    public Optional<string?> ExitReason { get; init; }

    /// <summary>fr, en, de or it.</summary>
    public Optional<string> Language { get; init; }

    /// <summary>Where seniority counts from another day than the hiring.</summary>
    public Optional<DateOnly?> SeniorityDate { get; init; }

    /// <summary>Stored encrypted; answers show a mask.</summary>
    public Optional<string?> Iban { get; init; }

    /// <summary>Swiss social security number, 13 digits from 756; stored encrypted, answers show a mask.</summary>
    public Optional<string?> AvsNumber { get; init; }

    /// <summary>Swiss residence or work permit.</summary>
    public Optional<string?> PermitType { get; init; }
    public Optional<DateOnly?> PermitValidTo { get; init; }

    /// <summary>Whether Swiss tax is withheld from the pay.</summary>
    public Optional<bool> TaxAtSource { get; init; }

    /// <summary>Swiss tax at source: whether church tax is due.</summary>
    public Optional<bool?> ChurchMember { get; init; }
    public Optional<string?> FamilyStatus { get; init; }

    /// <summary>Swiss tax at source: the tariff.</summary>
    public Optional<string?> TaxStatus { get; init; }
    public Optional<short> ChildrenCount { get; init; }

    /// <summary>Percent of full time, above 0 and at most 100.</summary>
    public Optional<decimal> ActivityRate { get; init; }

    /// <summary>Swiss occupational pension plan.</summary>
    public Optional<string?> LppPlanCode { get; init; }

    /// <summary>Why no Swiss occupational pension is due.</summary>
    public Optional<string?> LppExemptReason { get; init; }

    /// <summary>Swiss accident insurance code.</summary>
    public Optional<string?> LaaCode { get; init; }

    /// <summary>Swiss daily sickness benefits insurance code.</summary>
    public Optional<string?> IjmCode { get; init; }

    /// <summary>Swiss tax at source: hours a week worked elsewhere.</summary>
    public Optional<decimal?> WeeklyHoursOtherEmployers { get; init; }

    /// <summary>Swiss tax at source: percent over all employers.</summary>
    public Optional<decimal?> ActivityRateTotal { get; init; }

    /// <summary>Works beyond the Swiss retirement age.</summary>
    public Optional<bool> IsRetiredWorking { get; init; }

    /// <summary>French social security number, 15 characters with its key; stored encrypted, answers show a mask.</summary>
    public Optional<string?> Nir { get; init; }

    /// <summary>French department of birth.</summary>
    public Optional<string?> DptBirth { get; init; }
    public Optional<string?> BirthPlace { get; init; }

    /// <summary>French live performance and film: 8 for technicians, 10 for artists.</summary>
    public Optional<string?> ArtistTechnicianAnnex { get; init; }

    /// <summary>French: non_cadre or cadre.</summary>
    public Optional<string?> ProfessionalStatus { get; init; }

    /// <summary>French flat deduction for professional expenses: 25, 20 or none.</summary>
    public Optional<string?> DfsClass { get; init; }
    public Optional<DateTimeOffset?> DfsConsentAt { get; init; }

    /// <summary>French tax withheld at source, a fraction from 0 to 1.</summary>
    public Optional<decimal?> PasRate { get; init; }

    /// <summary>personal or neutral.</summary>
    public Optional<string?> PasRateKind { get; init; }
    public Optional<DateOnly?> PasRateValidFrom { get; init; }

    /// <summary>French holiday fund for live performance.</summary>
    public Optional<string?> CongesSpectaclesNo { get; init; }
    public Optional<string?> PoleEmploiNo { get; init; }

    /// <summary>French recognition as a disabled worker.</summary>
    public Optional<bool?> Rqth { get; init; }
}
