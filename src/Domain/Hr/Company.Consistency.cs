using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr;

public sealed partial class Company
{
    private const int MaxRetirementAgeMonths = 1200;

    /// <summary>Brings texts and numbers to their one written form, then refuses what breaks a rule, naming the field.</summary>
    public void EnsureConsistent()
    {
        var rules = new Rules("company");
        Identify(rules);
        Register(rules);
        rules.OneOf(Currency, Currencies, nameof(Currency));
        rules.OneOf(Locale, Language.All, nameof(Locale));
        rules.OneOf(FrHeadcountBand, FrHeadcountBands, nameof(FrHeadcountBand));
        rules.OneOf(Status, CompanyStatus.All, nameof(Status));
        rules.Between(RetirementAgeMonths, 1, MaxRetirementAgeMonths, nameof(RetirementAgeMonths));
    }

    private void Identify(Rules rules)
    {
        FirebaseMandatePath =
            rules.OptionalCode(FirebaseMandatePath, MandatePath.TryParse, nameof(FirebaseMandatePath))
            ?? throw rules.Broken(nameof(FirebaseMandatePath), "required", "is required");
        Name = rules.Text(Name, NameMaxLength, nameof(Name));
        TradeName = rules.OptionalText(TradeName, NameMaxLength, nameof(TradeName));
        Country = rules.OptionalText(Country, CountryMaxLength, nameof(Country));
        CountryCode = rules.OptionalCode(CountryCode, Common.CountryCode.TryParse, nameof(CountryCode));
        Region = rules.OptionalText(Region, CountryMaxLength, nameof(Region));
        RegionCode = rules.OptionalText(RegionCode, CodeMaxLength, nameof(RegionCode));
        DefaultClusterCode = rules.OptionalText(DefaultClusterCode, ClusterCode.MaxLength, nameof(DefaultClusterCode));
        Tz = rules.OptionalCode(Tz, TimeZoneName.TryParse, nameof(Tz)) ?? TimeZoneName.Zurich;
    }

    private void Register(Rules rules)
    {
        UidNumber = rules.OptionalCode(UidNumber, SwissUid.TryParse, nameof(UidNumber));
        BurRee = rules.OptionalCode(BurRee, BurNumber.TryParse, nameof(BurRee));
        Siret = rules.OptionalCode(Siret, Hr.Siret.TryParse, nameof(Siret));
        ApeCode = rules.OptionalCode(ApeCode, Hr.ApeCode.TryParse, nameof(ApeCode));
        Idcc = rules.OptionalCode(Idcc, IdccCode.TryParse, nameof(Idcc));
        AvsFundNo = rules.OptionalText(AvsFundNo, CodeMaxLength, nameof(AvsFundNo));
        LaaInsurer = rules.OptionalText(LaaInsurer, NameMaxLength, nameof(LaaInsurer));
        LaaPolicy = rules.OptionalText(LaaPolicy, CodeMaxLength, nameof(LaaPolicy));
        IjmPolicy = rules.OptionalText(IjmPolicy, CodeMaxLength, nameof(IjmPolicy));
        LppFund = rules.OptionalText(LppFund, NameMaxLength, nameof(LppFund));
        CongesSpectaclesNo = rules.OptionalText(CongesSpectaclesNo, CodeMaxLength, nameof(CongesSpectaclesNo));
    }
}
