using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.Companies;

/// <summary>The optional fields of a company, the same for creating and updating one; the entity checks them. Null clears what may be empty.</summary>
public abstract record CompanyFields
{
    public Optional<string?> TradeName { get; init; }

    /// <summary>The canton or collective agreement of most employees.</summary>
    public Optional<string?> DefaultClusterCode { get; init; }

    /// <summary>CHF or EUR.</summary>
    public Optional<string> Currency { get; init; }

    /// <summary>IANA time zone; Europe/Zurich by default.</summary>
    public Optional<string> Tz { get; init; }

    /// <summary>fr, en, de or it.</summary>
    public Optional<string> Locale { get; init; }

    /// <summary>Swiss company number, CHE-ddd.ddd.ddd.</summary>
    public Optional<string?> UidNumber { get; init; }

    /// <summary>Swiss business register number: a letter and eight digits.</summary>
    public Optional<string?> BurRee { get; init; }

    /// <summary>French establishment number, 14 digits.</summary>
    public Optional<string?> Siret { get; init; }

    /// <summary>French activity code: four digits and a letter.</summary>
    public Optional<string?> ApeCode { get; init; }

    /// <summary>French collective agreement, four digits.</summary>
    public Optional<string?> Idcc { get; init; }

    /// <summary>Number of the Swiss old-age insurance fund.</summary>
    public Optional<string?> AvsFundNo { get; init; }

    /// <summary>Swiss accident insurer.</summary>
    public Optional<string?> LaaInsurer { get; init; }
    public Optional<string?> LaaPolicy { get; init; }

    /// <summary>Policy of the Swiss daily sickness benefits insurance.</summary>
    public Optional<string?> IjmPolicy { get; init; }

    /// <summary>Swiss occupational pension fund.</summary>
    public Optional<string?> LppFund { get; init; }

    /// <summary>French holiday fund for live performance.</summary>
    public Optional<string?> CongesSpectaclesNo { get; init; }

    /// <summary>French size class: &lt;11, 11-49 or 50+.</summary>
    public Optional<string?> FrHeadcountBand { get; init; }

    /// <summary>780, 65 years, by default.</summary>
    public Optional<short?> RetirementAgeMonths { get; init; }

    /// <summary>active, suspended or closed.</summary>
    public Optional<string> Status { get; init; }
}
