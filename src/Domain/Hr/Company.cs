using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr;

/// <summary>The employer: one per mandate path.</summary>
public sealed partial class Company : Entity
{
    public const int MandatePathMaxLength = 512;
    public const int MandateIdMaxLength = 512;
    public const int NameMaxLength = 200;
    public const int CountryMaxLength = 100;
    public const int CodeMaxLength = 40;
    public const int DefaultRetirementAgeMonths = 780;

    public static IReadOnlyList<string> Currencies { get; } = ["CHF", "EUR"];
    public static IReadOnlyList<string> FrHeadcountBands { get; } = ["<11", "11-49", "50+"];

    public Guid AccountId { get; set; }
    public string FirebaseMandatePath { get; set; } = "";
    public string? FirebaseMandateId { get; set; }
    public string? FirebaseParentId { get; set; }
    public string Name { get; set; } = "";
    public string? TradeName { get; set; }
    public string? Country { get; set; }
    public string? CountryCode { get; set; }
    public string? Region { get; set; }
    public string? RegionCode { get; set; }
    public string? DefaultClusterCode { get; set; }
    public string Currency { get; set; } = "CHF";
    public string Tz { get; set; } = "Europe/Zurich";
    public string Locale { get; set; } = Language.French;
    public string? UidNumber { get; set; }
    public string? BurRee { get; set; }
    public string? Siret { get; set; }
    public string? ApeCode { get; set; }
    public string? Idcc { get; set; }
    public string? AvsFundNo { get; set; }
    public string? LaaInsurer { get; set; }
    public string? LaaPolicy { get; set; }
    public string? IjmPolicy { get; set; }
    public string? LppFund { get; set; }
    public string? CongesSpectaclesNo { get; set; }
    public string? FrHeadcountBand { get; set; }
    public short? RetirementAgeMonths { get; set; } = DefaultRetirementAgeMonths;
    public string Status { get; set; } = CompanyStatus.Active;

    public static Company Create(Guid accountId, string mandatePath, string name, string? country, DateTimeOffset now)
    {
        var segments = mandatePath.Split('/');
        var company = new Company
        {
            AccountId = accountId,
            FirebaseMandatePath = mandatePath,
            FirebaseParentId = segments.ElementAtOrDefault(1),
            FirebaseMandateId = segments.ElementAtOrDefault(3),
            Name = name,
            Country = country,
        };
        company.Begin(now);
        return company;
    }
}

/// <summary>Whether a company still runs payroll here.</summary>
public static class CompanyStatus
{
    public const string Active = "active";
    public const string Suspended = "suspended";
    public const string Closed = "closed";

    public static IReadOnlyList<string> All { get; } = [Active, Suspended, Closed];
}
