using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr;

/// <summary>A person employed by one company, with the Swiss and French facts that payroll needs.</summary>
public sealed partial class Employee : Entity
{
    public const int IdentifierMaxLength = 64;
    public const int NameMaxLength = 100;
    public const int AddressLineMaxLength = 200;
    public const int PostalCodeMaxLength = 16;
    public const int CityMaxLength = 100;
    public const int CodeMaxLength = 40;
    public const int ReasonMaxLength = 200;
    public const int MinAgeAtHire = 13;
    public const int MaxAgeAtHire = 100;
    public const short MaxChildren = 30;

    public static IReadOnlyList<string> Sexes { get; } = ["F", "M", "X"];
    public static IReadOnlyList<string> ArtistTechnicianAnnexes { get; } = ["8", "10"];
    public static IReadOnlyList<string> ProfessionalStatuses { get; } = ["non_cadre", "cadre"];
    public static IReadOnlyList<string> DfsClasses { get; } = ["25", "20", "none"];
    public static IReadOnlyList<string> PasRateKinds { get; } = ["personal", "neutral"];

    public Guid CompanyId { get; set; }
    public string Identifier { get; set; } = "";
    public string FirstName { get; set; } = "";
    public string LastName { get; set; } = "";
    public DateOnly BirthDate { get; set; }
    public string ClusterCode { get; set; } = "";
    public DateOnly HireDate { get; set; }
    public bool IsActive { get; set; } = true;
    public DateTimeOffset? DeletedAt { get; set; }

    public string? Sex { get; set; }
    public string? Nationality { get; set; }
    public string? Email { get; set; }
    public string? Phone { get; set; }
    public string? AddressLine1 { get; set; }
    public string? AddressLine2 { get; set; }
    public string? PostalCode { get; set; }
    public string? City { get; set; }
    public string? Country { get; set; }
    public int? BfsMunicipalityNo { get; set; }
    public DateOnly? ExitDate { get; set; }
    public string? ExitReason { get; set; }
    public string Language { get; set; } = Common.Language.French;
    public DateOnly? SeniorityDate { get; set; }
    public string? FamilyStatus { get; set; }
    public short ChildrenCount { get; set; }
    public decimal ActivityRate { get; set; } = 100;
    public EncryptedNumber? Iban { get; set; }

    public static Employee Create(
        Guid companyId,
        string identifier,
        string firstName,
        string lastName,
        DateOnly birthDate,
        string clusterCode,
        DateOnly hireDate,
        DateTimeOffset now
    )
    {
        var employee = new Employee
        {
            CompanyId = companyId,
            Identifier = identifier,
            FirstName = firstName,
            LastName = lastName,
            BirthDate = birthDate,
            ClusterCode = clusterCode,
            HireDate = hireDate,
        };
        employee.Begin(now);
        return employee;
    }

    /// <summary>Soft delete: the row stays for the legal retention time.</summary>
    public void Deactivate(DateTimeOffset now)
    {
        IsActive = false;
        DeletedAt ??= now;
    }

    public void Restore()
    {
        IsActive = true;
        DeletedAt = null;
    }
}
