using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr;

public sealed partial class Employee
{
    private const decimal FullRate = 100m;
    private const decimal MaxTotalRate = 200m;
    private const decimal HoursInWeek = 168m;
    private const int LargestMunicipalityNo = 9999;

    /// <summary>Brings texts and codes to their one written form, then refuses what breaks a rule, naming the field.</summary>
    public void EnsureConsistent()
    {
        var rules = new Rules("employee");
        Identify(rules);
        Locate(rules);
        CheckDates(rules);
        CheckPerson(rules);
        CheckSwiss(rules);
        CheckFrench(rules);
    }

    /// <summary>Whole years lived on a day; someone born on 29 February has a birthday on 28 February in other years.</summary>
    public int AgeOn(DateOnly date)
    {
        var years = date.Year - BirthDate.Year;
        return BirthDate.AddYears(years) > date ? years - 1 : years;
    }

    private void Identify(Rules rules)
    {
        Identifier = rules.Text(Identifier, IdentifierMaxLength, nameof(Identifier));
        FirstName = rules.Text(FirstName, NameMaxLength, nameof(FirstName));
        LastName = rules.Text(LastName, NameMaxLength, nameof(LastName));
        ClusterCode = rules.Text(ClusterCode, Hr.ClusterCode.MaxLength, nameof(ClusterCode));
        Nationality = rules.OptionalCode(Nationality, CountryCode.TryParse, nameof(Nationality));
        Email = rules.OptionalCode(Email, EmailAddress.TryParse, nameof(Email));
        Phone = rules.OptionalCode(Phone, PhoneNumber.TryParse, nameof(Phone));
    }

    private void Locate(Rules rules)
    {
        AddressLine1 = rules.OptionalText(AddressLine1, AddressLineMaxLength, nameof(AddressLine1));
        AddressLine2 = rules.OptionalText(AddressLine2, AddressLineMaxLength, nameof(AddressLine2));
        PostalCode = rules.OptionalText(PostalCode, PostalCodeMaxLength, nameof(PostalCode));
        City = rules.OptionalText(City, CityMaxLength, nameof(City));
        Country = rules.OptionalCode(Country, CountryCode.TryParse, nameof(Country));
        rules.Between(BfsMunicipalityNo, 1, LargestMunicipalityNo, nameof(BfsMunicipalityNo));
    }

    private void CheckDates(Rules rules)
    {
        rules.Sane(BirthDate, nameof(BirthDate));
        rules.Sane(HireDate, nameof(HireDate));
        rules.Sane(ExitDate, nameof(ExitDate));
        rules.Sane(SeniorityDate, nameof(SeniorityDate));
        rules.Sane(PermitValidTo, nameof(PermitValidTo));
        rules.Sane(PasRateValidFrom, nameof(PasRateValidFrom));
        var age = AgeOn(HireDate);
        if (age < MinAgeAtHire)
        {
            throw new DomainRuleException("employee_too_young", $"An employee is at least {MinAgeAtHire} when hired.", nameof(BirthDate));
        }

        if (age > MaxAgeAtHire)
        {
            throw new DomainRuleException("employee_too_old", $"An employee is at most {MaxAgeAtHire} when hired.", nameof(BirthDate));
        }

        rules.NotBefore(ExitDate, HireDate, nameof(ExitDate), nameof(HireDate));
        rules.NotBefore(SeniorityDate, BirthDate, nameof(SeniorityDate), nameof(BirthDate));
        rules.NotBefore(PermitValidTo, BirthDate, nameof(PermitValidTo), nameof(BirthDate));
    }

    private void CheckPerson(Rules rules)
    {
        ExitReason = rules.OptionalText(ExitReason, ReasonMaxLength, nameof(ExitReason));
        FamilyStatus = rules.OptionalText(FamilyStatus, CodeMaxLength, nameof(FamilyStatus));
        rules.OneOf(Sex, Sexes, nameof(Sex));
        rules.OneOf(Language, Common.Language.All, nameof(Language));
        rules.Between(ChildrenCount, 0, MaxChildren, nameof(ChildrenCount));
        rules.Above(ActivityRate, 0, FullRate, nameof(ActivityRate), decimals: 2);
    }

    private void CheckSwiss(Rules rules)
    {
        PermitType = rules.OptionalText(PermitType, CodeMaxLength, nameof(PermitType));
        TaxStatus = rules.OptionalText(TaxStatus, CodeMaxLength, nameof(TaxStatus));
        LppPlanCode = rules.OptionalText(LppPlanCode, CodeMaxLength, nameof(LppPlanCode));
        LppExemptReason = rules.OptionalText(LppExemptReason, ReasonMaxLength, nameof(LppExemptReason));
        LaaCode = rules.OptionalText(LaaCode, CodeMaxLength, nameof(LaaCode));
        IjmCode = rules.OptionalText(IjmCode, CodeMaxLength, nameof(IjmCode));
        rules.Between(WeeklyHoursOtherEmployers, 0, HoursInWeek, nameof(WeeklyHoursOtherEmployers), decimals: 2);
        rules.Above(ActivityRateTotal, 0, MaxTotalRate, nameof(ActivityRateTotal), decimals: 2);
    }

    private void CheckFrench(Rules rules)
    {
        DptBirth = rules.OptionalText(DptBirth, CodeMaxLength, nameof(DptBirth));
        BirthPlace = rules.OptionalText(BirthPlace, CityMaxLength, nameof(BirthPlace));
        CongesSpectaclesNo = rules.OptionalText(CongesSpectaclesNo, CodeMaxLength, nameof(CongesSpectaclesNo));
        PoleEmploiNo = rules.OptionalText(PoleEmploiNo, CodeMaxLength, nameof(PoleEmploiNo));
        rules.OneOf(ArtistTechnicianAnnex, ArtistTechnicianAnnexes, nameof(ArtistTechnicianAnnex));
        rules.OneOf(ProfessionalStatus, ProfessionalStatuses, nameof(ProfessionalStatus));
        rules.OneOf(DfsClass, DfsClasses, nameof(DfsClass));
        rules.OneOf(PasRateKind, PasRateKinds, nameof(PasRateKind));
        rules.Between(PasRate, 0, 1, nameof(PasRate), decimals: 6);
    }
}
