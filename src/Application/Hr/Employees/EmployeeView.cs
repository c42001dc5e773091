using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.Employees;

/// <summary>An employee with all columns; sensitive numbers masked, unless the caller asked for them.</summary>
public sealed record EmployeeView
{
    public required Guid Id { get; init; }
    public required Guid CompanyId { get; init; }
    public required string Identifier { get; init; }
    public required string FirstName { get; init; }
    public required string LastName { get; init; }
    public DateOnly BirthDate { get; init; }
    public required string ClusterCode { get; init; }
    public DateOnly HireDate { get; init; }
    public bool IsActive { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
    public string? Sex { get; init; }
    public string? Nationality { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? AddressLine1 { get; init; }
    public string? AddressLine2 { get; init; }
    public string? PostalCode { get; init; }
    public string? City { get; init; }
    public string? Country { get; init; }
    public int? BfsMunicipalityNo { get; init; }
    public DateOnly? ExitDate { get; init; }
    public string? ExitReason { get; init; }
    public required string Language { get; init; }
    public DateOnly? SeniorityDate { get; init; }
    public string? Iban { get; init; }
    public string? AvsNumber { get; init; }
    public string? PermitType { get; init; }
    public DateOnly? PermitValidTo { get; init; }
    public bool TaxAtSource { get; init; }
    public bool? ChurchMember { get; init; }
    public string? FamilyStatus { get; init; }
    public string? TaxStatus { get; init; }
    public short ChildrenCount { get; init; }
    public decimal ActivityRate { get; init; }
    public string? LppPlanCode { get; init; }
    public string? LppExemptReason { get; init; }
    public string? LaaCode { get; init; }
    public string? IjmCode { get; init; }
    public decimal? WeeklyHoursOtherEmployers { get; init; }
    public decimal? ActivityRateTotal { get; init; }
    public bool IsRetiredWorking { get; init; }
    public string? Nir { get; init; }
    public string? DptBirth { get; init; }
    public string? BirthPlace { get; init; }
    public string? ArtistTechnicianAnnex { get; init; }
    public string? ProfessionalStatus { get; init; }
    public string? DfsClass { get; init; }
    public DateTimeOffset? DfsConsentAt { get; init; }
    public decimal? PasRate { get; init; }
    public string? PasRateKind { get; init; }
    public DateOnly? PasRateValidFrom { get; init; }
    public string? CongesSpectaclesNo { get; init; }
    public string? PoleEmploiNo { get; init; }
    public bool? Rqth { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public string? CreatedBy { get; init; }
    public long RowVersion { get; init; }

    /// <summary>The masked view.</summary>
    public static EmployeeView From(Employee employee) =>
        new()
        {
            Id = employee.Id,
            CompanyId = employee.CompanyId,
            Identifier = employee.Identifier,
            FirstName = employee.FirstName,
            LastName = employee.LastName,
            BirthDate = employee.BirthDate,
            ClusterCode = employee.ClusterCode,
            HireDate = employee.HireDate,
            IsActive = employee.IsActive,
            DeletedAt = employee.DeletedAt,
            Sex = employee.Sex,
            Nationality = employee.Nationality,
            Email = employee.Email,
            Phone = employee.Phone,
            AddressLine1 = employee.AddressLine1,
            AddressLine2 = employee.AddressLine2,
            PostalCode = employee.PostalCode,
            City = employee.City,
            Country = employee.Country,
            BfsMunicipalityNo = employee.BfsMunicipalityNo,
            ExitDate = employee.ExitDate,
            ExitReason = employee.ExitReason,
            Language = employee.Language,
            SeniorityDate = employee.SeniorityDate,
            Iban = employee.Iban?.Mask,
            AvsNumber = employee.AvsNumber?.Mask,
            PermitType = employee.PermitType,
            PermitValidTo = employee.PermitValidTo,
            TaxAtSource = employee.TaxAtSource,
            ChurchMember = employee.ChurchMember,
            FamilyStatus = employee.FamilyStatus,
            TaxStatus = employee.TaxStatus,
            ChildrenCount = employee.ChildrenCount,
            ActivityRate = employee.ActivityRate,
            LppPlanCode = employee.LppPlanCode,
            LppExemptReason = employee.LppExemptReason,
            LaaCode = employee.LaaCode,
            IjmCode = employee.IjmCode,
            WeeklyHoursOtherEmployers = employee.WeeklyHoursOtherEmployers,
            ActivityRateTotal = employee.ActivityRateTotal,
            IsRetiredWorking = employee.IsRetiredWorking,
            Nir = employee.Nir?.Mask,
            DptBirth = employee.DptBirth,
            BirthPlace = employee.BirthPlace,
            ArtistTechnicianAnnex = employee.ArtistTechnicianAnnex,
            ProfessionalStatus = employee.ProfessionalStatus,
            DfsClass = employee.DfsClass,
            DfsConsentAt = employee.DfsConsentAt,
            PasRate = employee.PasRate,
            PasRateKind = employee.PasRateKind,
            PasRateValidFrom = employee.PasRateValidFrom,
            CongesSpectaclesNo = employee.CongesSpectaclesNo,
            PoleEmploiNo = employee.PoleEmploiNo,
            Rqth = employee.Rqth,
            CreatedAt = employee.CreatedAt,
            UpdatedAt = employee.UpdatedAt,
            CreatedBy = employee.CreatedBy,
            RowVersion = employee.RowVersion,
        };

    /// <summary>The view with the sensitive numbers in clear.</summary>
    public static EmployeeView Reveal(Employee employee, ISensitiveNumbers numbers) =>
        From(employee) with
        {
            Iban = employee.Iban is { } iban ? numbers.Reveal(SensitiveNumber.Iban, iban) : null,
            AvsNumber = employee.AvsNumber is { } avs ? numbers.Reveal(SensitiveNumber.Avs, avs) : null,
            Nir = employee.Nir is { } nir ? numbers.Reveal(SensitiveNumber.Nir, nir) : null,
        };
}
