using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr;

/// <summary>The employer: one per mandate path.</summary>
public sealed partial class Company : Entity
{
    public const int NameMaxLength = 200;
    public const int CountryMaxLength = 100;
    public const int CodeMaxLength = 40;
    public const int DefaultRetirementAgeMonths = 780;

    public static IReadOnlyList<string> Currencies { get; } = [CurrencyCode.SwissFranc, CurrencyCode.Euro];
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
    public string Currency { get; set; } = CurrencyCode.SwissFranc;
    public string Tz { get; set; } = TimeZoneName.Zurich;
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

    /// <summary>A company with the currency and time zone of its country; call <c>EnsureConsistent</c> once all is set.</summary>
    public static Company Create(
        Guid accountId,
        string mandatePath,
        string name,
        string? country,
        DateTimeOffset now,
        string? countryCode = null
    )
    {
        var path = mandatePath.Trim();
        var code = countryCode ?? CountryNames.ToCode(country);
        var french = string.Equals(code, Common.CountryCode.France, StringComparison.OrdinalIgnoreCase);
        var company = new Company
        {
            AccountId = accountId,
            FirebaseMandatePath = path,
            FirebaseParentId = MandatePath.ParentId(path),
            FirebaseMandateId = MandatePath.MandateId(path),
            Name = name,
            Country = country,
            CountryCode = code,
            Currency = french ? CurrencyCode.Euro : CurrencyCode.SwissFranc,
            Tz = french ? TimeZoneName.Paris : TimeZoneName.Zurich,
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
