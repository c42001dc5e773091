namespace Pinnokio.Domain.Hr;

// What only Swiss payroll asks for, then what only French payroll asks for.
public sealed partial class Employee
{
    public EncryptedNumber? AvsNumber { get; set; }
    public string? PermitType { get; set; }
    public DateOnly? PermitValidTo { get; set; }
    public bool TaxAtSource { get; set; }
    public bool? ChurchMember { get; set; }
    public string? TaxStatus { get; set; }
    public string? LppPlanCode { get; set; }
    public string? LppExemptReason { get; set; }
    public string? LaaCode { get; set; }
    public string? IjmCode { get; set; }
    public decimal? WeeklyHoursOtherEmployers { get; set; }
    public decimal? ActivityRateTotal { get; set; }
    public bool IsRetiredWorking { get; set; }

    public EncryptedNumber? Nir { get; set; }
    public string? DptBirth { get; set; }
    public string? BirthPlace { get; set; }
    public string? ArtistTechnicianAnnex { get; set; }
    public string? ProfessionalStatus { get; set; }
    public string? DfsClass { get; set; }
    public DateTimeOffset? DfsConsentAt { get; set; }
    public decimal? PasRate { get; set; }
    public string? PasRateKind { get; set; }
    public DateOnly? PasRateValidFrom { get; set; }
    public string? CongesSpectaclesNo { get; set; }
    public string? PoleEmploiNo { get; set; }
    public bool? Rqth { get; set; }
}
