using Pinnokio.Domain.Hr;

namespace Pinnokio.Domain.Tests.Hr;

public sealed class CompanyTests
{
    [Fact]
    public void DerivesItsIdsFromTheMandatePath()
    {
        var company = Sample.Company("clients/u1/bo_clients/p1/mandates/m1");

        (company.FirebaseParentId, company.FirebaseMandateId).ShouldBe(("u1", "p1"));
    }

    [Fact]
    public void HasNoDerivedIds_WhenThePathIsShort()
    {
        var company = Sample.Company("alone");

        (company.FirebaseParentId, company.FirebaseMandateId).ShouldBe((null, null));
    }

    [Fact]
    public void TrimsThePath_BeforeDeriving()
    {
        var company = Sample.Company("  comptes/c1 ");

        (company.FirebaseMandatePath, company.FirebaseParentId).ShouldBe(("comptes/c1", "c1"));
    }

    [Theory]
    [InlineData("Suisse", null, "CH", "CHF", "Europe/Zurich")]
    [InlineData("France", null, "FR", "EUR", "Europe/Paris")]
    [InlineData("Atlantis", null, null, "CHF", "Europe/Zurich")]
    [InlineData("Suisse", "fr", "FR", "EUR", "Europe/Paris")]
    [InlineData(null, "LI", "LI", "CHF", "Europe/Zurich")]
    public void FollowsItsCountry(string? country, string? code, string? expectedCode, string currency, string tz)
    {
        var company = Sample.Company(country: country, countryCode: code);
        company.EnsureConsistent();

        (company.CountryCode, company.Currency, company.Tz).ShouldBe((expectedCode, currency, tz));
    }

    [Fact]
    public void StartsWithAKeyAndStamps_FromTheGivenTime()
    {
        var company = Sample.Company();

        company.Id.Version.ShouldBe(7);
        (company.CreatedAt, company.UpdatedAt, company.RowVersion).ShouldBe((Sample.Now, Sample.Now, 1L));
        (company.Status, company.Locale, company.RetirementAgeMonths).ShouldBe((CompanyStatus.Active, "fr", (short)780));
    }

    [Fact]
    public void BringsNumbersToTheirWrittenForm()
    {
        var company = Sample.Company();
        company.Name = "  Cafe\u0301 ";
        company.UidNumber = "che100155212";
        company.BurRee = "a 1234 5678";
        company.Siret = "732 829 320 00074";
        company.ApeCode = "90.01z";
        company.Idcc = " 3090 ";
        company.TradeName = "   ";

        company.EnsureConsistent();

        (company.Name, company.UidNumber, company.BurRee).ShouldBe(("Caf\u00E9", "CHE-100.155.212", "A12345678"));
        (company.Siret, company.ApeCode, company.Idcc, company.TradeName).ShouldBe(("73282932000074", "9001Z", "3090", null));
    }

    public static TheoryData<string, string, Action<Company>> Breaches =>
        new()
        {
            { "company_firebase_mandate_path_invalid", nameof(Company.FirebaseMandatePath), c => c.FirebaseMandatePath = "a//b" },
            { "company_firebase_mandate_path_required", nameof(Company.FirebaseMandatePath), c => c.FirebaseMandatePath = " " },
            { "company_name_required", nameof(Company.Name), c => c.Name = " " },
            { "company_name_too_long", nameof(Company.Name), c => c.Name = new string('a', 201) },
            { "company_name_not_plain_text", nameof(Company.Name), c => c.Name = "a\nb" },
            { "company_trade_name_too_long", nameof(Company.TradeName), c => c.TradeName = new string('a', 201) },
            { "company_country_code_invalid", nameof(Company.CountryCode), c => c.CountryCode = "XX" },
            { "company_tz_invalid", nameof(Company.Tz), c => c.Tz = "Mars/Olympus" },
            { "company_uid_number_invalid", nameof(Company.UidNumber), c => c.UidNumber = "CHE-100.155.213" },
            { "company_bur_ree_invalid", nameof(Company.BurRee), c => c.BurRee = "123" },
            { "company_siret_invalid", nameof(Company.Siret), c => c.Siret = "73282932000079" },
            { "company_ape_code_invalid", nameof(Company.ApeCode), c => c.ApeCode = "9001" },
            { "company_idcc_invalid", nameof(Company.Idcc), c => c.Idcc = "30" },
            { "company_currency_unknown", nameof(Company.Currency), c => c.Currency = "USD" },
            { "company_locale_unknown", nameof(Company.Locale), c => c.Locale = "es" },
            { "company_fr_headcount_band_unknown", nameof(Company.FrHeadcountBand), c => c.FrHeadcountBand = "many" },
            { "company_status_unknown", nameof(Company.Status), c => c.Status = "gone" },
            { "company_retirement_age_months_out_of_range", nameof(Company.RetirementAgeMonths), c => c.RetirementAgeMonths = 0 },
        };

    [Theory]
    [MemberData(nameof(Breaches))]
    public void NamesTheField_WhenARuleIsBroken(string code, string field, Action<Company> breach)
    {
        var company = Sample.Company();
        company.EnsureConsistent();
        breach(company);

        Sample.Broken(company.EnsureConsistent, code, field);
    }

    [Fact]
    public void AllowsANameOfTheFullLength()
    {
        var company = Sample.Company();
        company.Name = new string('a', Company.NameMaxLength);

        Should.NotThrow(company.EnsureConsistent);
    }
}
