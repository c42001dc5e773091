using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.Companies;

/// <summary>A company with all columns.</summary>
public sealed record CompanyView
{
    public Guid Id { get; init; }
    public Guid AccountId { get; init; }
    public required string FirebaseMandatePath { get; init; }
    public string? FirebaseMandateId { get; init; }
    public string? FirebaseParentId { get; init; }
    public required string Name { get; init; }
    public string? TradeName { get; init; }
    public string? Country { get; init; }
    public string? CountryCode { get; init; }
    public string? Region { get; init; }
    public string? RegionCode { get; init; }
    public string? DefaultClusterCode { get; init; }
    public required string Currency { get; init; }
    public required string Tz { get; init; }
    public required string Locale { get; init; }
    public string? UidNumber { get; init; }
    public string? BurRee { get; init; }
    public string? Siret { get; init; }
    public string? ApeCode { get; init; }
    public string? Idcc { get; init; }
    public string? AvsFundNo { get; init; }
    public string? LaaInsurer { get; init; }
    public string? LaaPolicy { get; init; }
    public string? IjmPolicy { get; init; }
    public string? LppFund { get; init; }
    public string? CongesSpectaclesNo { get; init; }
    public string? FrHeadcountBand { get; init; }
    public short? RetirementAgeMonths { get; init; }
    public required string Status { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public string? CreatedBy { get; init; }
    public long RowVersion { get; init; }

    public static CompanyView From(Company company) =>
        new()
        {
            Id = company.Id,
            AccountId = company.AccountId,
            FirebaseMandatePath = company.FirebaseMandatePath,
            FirebaseMandateId = company.FirebaseMandateId,
            FirebaseParentId = company.FirebaseParentId,
            Name = company.Name,
            TradeName = company.TradeName,
            Country = company.Country,
            CountryCode = company.CountryCode,
            Region = company.Region,
            RegionCode = company.RegionCode,
            DefaultClusterCode = company.DefaultClusterCode,
            Currency = company.Currency,
            Tz = company.Tz,
            Locale = company.Locale,
            UidNumber = company.UidNumber,
            BurRee = company.BurRee,
            Siret = company.Siret,
            ApeCode = company.ApeCode,
            Idcc = company.Idcc,
            AvsFundNo = company.AvsFundNo,
            LaaInsurer = company.LaaInsurer,
            LaaPolicy = company.LaaPolicy,
            IjmPolicy = company.IjmPolicy,
            LppFund = company.LppFund,
            CongesSpectaclesNo = company.CongesSpectaclesNo,
            FrHeadcountBand = company.FrHeadcountBand,
            RetirementAgeMonths = company.RetirementAgeMonths,
            Status = company.Status,
            CreatedAt = company.CreatedAt,
            UpdatedAt = company.UpdatedAt,
            CreatedBy = company.CreatedBy,
            RowVersion = company.RowVersion,
        };
}
