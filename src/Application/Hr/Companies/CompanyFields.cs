using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.Companies;

/// <summary>The optional fields of a company, the same for creating and updating one; the entity checks them. Null clears what may be empty.</summary>
public abstract record CompanyFields
{
    public Optional<string?> TradeName { get; init; }
    public Optional<string?> DefaultClusterCode { get; init; }
    public Optional<string> Currency { get; init; }
    public Optional<string> Tz { get; init; }
    public Optional<string> Locale { get; init; }
    public Optional<string?> UidNumber { get; init; }
    public Optional<string?> BurRee { get; init; }
    public Optional<string?> Siret { get; init; }
    public Optional<string?> ApeCode { get; init; }
    public Optional<string?> Idcc { get; init; }
    public Optional<string?> AvsFundNo { get; init; }
    public Optional<string?> LaaInsurer { get; init; }
    public Optional<string?> LaaPolicy { get; init; }
    public Optional<string?> IjmPolicy { get; init; }
    public Optional<string?> LppFund { get; init; }
    public Optional<string?> CongesSpectaclesNo { get; init; }
    public Optional<string?> FrHeadcountBand { get; init; }
    public Optional<short?> RetirementAgeMonths { get; init; }
    public Optional<string> Status { get; init; }
}
