using Pinnokio.Domain.Common;
using Pinnokio.Domain.Hr;
using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Domain.Tests.Hr.Payroll.French;

public sealed class FrenchRulesTests
{
    [Theory]
    [InlineData("C220", 0.0483, 0.0599)]
    [InlineData("C221", 0.0028, 0.0148)]
    [InlineData("C210", null, 0.091)]
    [InlineData("C230", null, 0.0368)]
    [InlineData("C240", null, 0.0007)]
    [InlineData("C211", null, 0.003)]
    [InlineData("C260", null, 0.04)]
    [InlineData("C261", 0.024, 0.05)]
    [InlineData("C270", 0.0444, 0.0445)]
    [InlineData("C290", 0.068, null)]
    public void ArtistsPaySeventyPercent_WhereTheyDo(string item, double? employee, double? employer)
    {
        var line = Line(FrenchPay.Artist("""{"cachets": 3}"""), item);

        (line.RateEe, line.RateEr).ShouldBe(((decimal?)employee, (decimal?)employer));
    }

    [Theory]
    [InlineData(1635, 0)]
    [InlineData(1635.01, 0.005)]
    [InlineData(2400, 0.053)]
    [InlineData(2738, 0.053)]
    [InlineData(55558, 0.38)]
    [InlineData(55558.01, 0.43)]
    public void TheNeutralGridIncludesItsUpperEnds(double taxable, double rate) =>
        OnTheGrid((decimal)taxable).RateEe.ShouldBe((decimal)rate);

    [Fact]
    public void TheNeutralGridWithholds127EurosAnd20FromTwoThousandFourHundred() => OnTheGrid(2400m).AmountEe.ShouldBe(127.20m);

    [Fact]
    public void AShortContractLowersTheNeutralBaseFirst()
    {
        var pay = FrenchPay.Technician();
        pay.Employee.PasRateKind = "neutral";

        var line = Line(pay, "T500");

        line.Base.ShouldBe(1814.33m - 747.53m);
        line.AmountEe.ShouldBe(0m);
    }

    [Fact]
    public void TheExemptPayNoWithholding()
    {
        var pay = FrenchPay.Technician();
        pay.Employee.TaxStatus = "pas_exempt";

        pay.Calculate().Tax.ShouldBe(0m);
    }

    [Fact]
    public void ARateReceivedForLaterDoesNotCountYet()
    {
        var pay = FrenchPay.Technician();
        pay.Employee.PasRateValidFrom = new DateOnly(2026, 7, 1);

        Line(pay, "T500").Formula!.ShouldStartWith("(1814.33 - 747.53)");
    }

    [Theory]
    [InlineData(1, 1, 360)]
    [InlineData(3, 6, 1440)]
    [InlineData(3, 7, 667.50)] // five days: the monthly ceiling, by days
    public void AnArtistsShortEngagementHasADailyCeiling(int first, int last, double cap)
    {
        var pay = FrenchPay.Artist("""{"cachets": 20}"""); // 3,000.00
        pay.Contracts[0] = FrenchPay.Engagement(first, last);
        pay.Contracts[0].RemunerationType = RemunerationType.Cachet;

        Line(pay, "C220").Base.ShouldBe((decimal)cap);
    }

    [Fact]
    public void TheVariablesTellTheDaysOfShortEngagements_WhereContractsDoNot() =>
        Line(FrenchPay.Artist("""{"cachets": 20, "engagement_days": 2}"""), "C220").Base.ShouldBe(720m);

    [Theory]
    [InlineData("25", 0.18)]
    [InlineData("20", 0.16)]
    public void TheFlatRateDeductionLowersTheSocialBasesAlone(string dfsClass, double rate)
    {
        var pay = WithDeduction(dfsClass);
        var deduction = Math.Round(2304m * (decimal)rate, 2);

        var payslip = pay.Calculate();

        Base(payslip, "C210").ShouldBe(2304m - deduction);
        Base(payslip, "C270").ShouldBe(2304m - deduction);
        Base(payslip, "C261").ShouldBe(2304m);
        Base(payslip, "C262").ShouldBe(2304m);
        Base(payslip, "C300").ShouldBe(2304m);
        payslip.Bases["fr_dfs"].ShouldBe(deduction);
    }

    [Fact]
    public void TheFlatRateDeductionEndsAtTheYearsCap()
    {
        var pay = WithDeduction("25");
        pay.Earlier.Add(new PayrollResult { PeriodMonth = 5, Ytd = """{"month": {"fr_dfs": 7500.00}, "year": {}}""" });

        pay.Calculate().Bases["fr_dfs"].ShouldBe(100m);
    }

    [Fact]
    public void ThereIsNoFlatRateDeduction_WithoutConsent()
    {
        var pay = WithDeduction("25");
        pay.Employee.DfsConsentAt = null;

        pay.Calculate().Bases["fr_dfs"].ShouldBe(0m);
    }

    [Theory]
    [InlineData(42, 504)]
    [InlineData(43, 516)]
    public void ACachetCountsTwelveHours(int cachets, int hours)
    {
        var payslip = FrenchPay.Artist($$"""{"cachets": {{cachets}}}""").Calculate();

        payslip.Bases["fr_rights_hours"].ShouldBe(hours);
        payslip.Bases["fr_cachets"].ShouldBe(cachets);
    }

    [Fact]
    public void OvertimeEarnsItsSupplement()
    {
        var payslip = FrenchPay.Technician("""{"hours": 151.67, "overtime_25_hours": 8, "overtime_50_hours": 2}""").Calculate();

        payslip
            .Lines.Where(line => line.ItemCode[0] == 'F')
            .Select(line => (line.ItemCode, line.AmountEe))
            .ShouldBe([("F110", 3640.08m), ("F120", 240.00m), ("F121", 72.00m)]);
        payslip.WorkedHours.ShouldBe(161.67m);
    }

    [Fact]
    public void PayAboveTheCeilingHasTwoTranches()
    {
        var pay = FrenchPay.Monthly(6000m);
        pay.Employee.ProfessionalStatus = "cadre";

        var payslip = pay.Calculate();

        Amounts(payslip, "C220").ShouldBe((276.35m, 342.43m)); // on 4,005.00
        Amounts(payslip, "C271").ShouldBe((172.37m, 258.35m)); // on 1,995.00
        Amounts(payslip, "C273").ShouldBe((21.55m, 32.32m));
        Amounts(payslip, "C274").ShouldBe((8.40m, 12.60m)); // on 6,000.00
        Amounts(payslip, "C275").ShouldBe((1.44m, 2.16m));
        Amounts(payslip, "C280").ShouldBe((null, 60.08m));
    }

    [Fact]
    public void CsgIsDueOnAllOfWhatExceedsFourCeilings() => Line(FrenchPay.Monthly(20_000m), "C290").Base.ShouldBe(19_719.65m); // 16,020.00 x 98.25 % + 3,980.00

    [Fact]
    public void FiftyStaffPayTheHousingFundOnAllPay()
    {
        var pay = FrenchPay.Monthly(6000m);
        pay.Company.FrHeadcountBand = "50+";

        Amounts(pay.Calculate(), "C240").ShouldBe((null, 30.00m));
    }

    [Theory]
    [InlineData(5600, 0.02)] // 3 minimum wages for 151.67 hours are 5,601.05
    [InlineData(5602, 0)]
    [InlineData(5700, 0)]
    [InlineData(1867.02, 0.3981)]
    [InlineData(1500, 0.3981)]
    public void TheReductionFallsFromTheMinimumWageToThreeOfThem(double salary, double coefficient)
    {
        var line = FrenchPay.Monthly((decimal)salary).Calculate().Lines.SingleOrDefault(line => line.ItemCode == "R400");

        (line?.RateEr ?? 0m).ShouldBe((decimal)coefficient);
    }

    [Fact]
    public void AMissingRateIsNamed()
    {
        var pay = FrenchPay.Technician();
        pay.Employee.ClusterCode = "FR-1285";

        var fault = Should.Throw<DomainRuleException>(pay.Calculate);

        fault.Code.ShouldBe("rate_missing");
        fault.Message.ShouldContain("RATE_MISSING: FR_PENSION_T1_EE.TECHNICIAN");
    }

    [Theory]
    [InlineData("""{}""", "variables.hours")]
    [InlineData("""{"hours": 1, "night_hours": 2}""", "variables.night_hours")]
    [InlineData("""{"hours": 1, "engagement_days": 32}""", "variables.engagement_days")]
    [InlineData("""{"hours": 1, "engagement_days": "x"}""", "variables.engagement_days")]
    [InlineData("""{"hours": 1, "lines": [{"item_code": "1000", "amount": 5}]}""", "variables.lines[0].item_code")]
    [InlineData("""{"hours": 1, "expenses": [{"item_code": "X650", "amount": 5}]}""", "variables.expenses[0].item_code")]
    [InlineData("""{"hours": 1, "houres": 5}""", "variables.houres")]
    public void AVariableAtFaultIsNamed(string variables, string field) =>
        Should.Throw<DomainRuleException>(FrenchPay.Technician(variables).Calculate).Field.ShouldBe(field);

    [Fact]
    public void ACompanyWithoutHeadcountBandIsNamed()
    {
        var pay = FrenchPay.Technician();
        pay.Company.FrHeadcountBand = null;

        Should.Throw<DomainRuleException>(pay.Calculate).Code.ShouldBe("company_headcount_missing");
    }

    [Fact]
    public void ContractsInAnotherCurrencyAreRefused()
    {
        var pay = FrenchPay.Technician();
        pay.Contracts[0].Currency = "CHF";

        Should.Throw<DomainRuleException>(pay.Calculate).Code.ShouldBe("contract_currency_mismatch");
    }

    [Fact]
    public void HoursThatCouldHaveTwoPricesAreRefused()
    {
        var pay = FrenchPay.Technician();
        pay.Contracts.Add(FrenchPay.Engagement(2, 3));
        pay.Contracts[1].HourlyRate = 30m;

        Should.Throw<DomainRuleException>(pay.Calculate).Field.ShouldBe("variables.hours");
    }

    [Fact]
    public void AMonthInPartPaysItsDays()
    {
        var pay = FrenchPay.Monthly(3000m);
        pay.Contracts[0].StartDate = new DateOnly(2026, 6, 16);

        var payslip = pay.Calculate();

        payslip.Gross.ShouldBe(1500m);
        Base(payslip, "C220").ShouldBe(1500m);
        payslip.Bases["fr_capped_base"].ShouldBe(1500m);
    }

    /// <summary>The withholding from this taxable net: without the employee's contributions it is gross pay.</summary>
    private static PayrollLine OnTheGrid(decimal taxable)
    {
        var pay = FrenchPay.Monthly(taxable);
        foreach (var code in pay.Rates.Keys.Where(code => code.EndsWith("_EE", StringComparison.Ordinal)).ToList())
        {
            pay.Rates[code] = 0;
        }

        (pay.Employee.PasRateKind, pay.Employee.PasRate) = ("neutral", null);
        return Line(pay, "T500");
    }

    [Fact]
    public void PartTimePaysItsShare()
    {
        var pay = FrenchPay.Monthly(3000m);
        pay.Contracts[0].WorkRate = 0.5m;
        pay.Variables = """{"complementary_10_hours": 4}""";

        var payslip = pay.Calculate();

        payslip.Gross.ShouldBe(1500.00m + 87.03m); // an hour is 3,000 / 151.67
        payslip.WorkedHours!.Value.ShouldBe(79.83m, tolerance: 0.01m);
    }

    [Fact]
    public void TheBaseSalaryStandsInForAPrice()
    {
        var pay = FrenchPay.Artist("""{"cachets": 2}""");
        (pay.Contracts[0].CachetRate, pay.Contracts[0].BaseSalary) = (null, 180m);

        pay.Calculate().Gross.ShouldBe(360m);
    }

    [Fact]
    public void WhatIsPaidBesideBearsNoContribution()
    {
        var payslip = FrenchPay.Technician("""{"hours": 96, "expenses": 40, "advances": 300, "allowances": 12.5}""").Calculate();

        payslip.Gross.ShouldBe(2304.00m);
        payslip.NetPayable.ShouldBe(1684.38m + 40m - 300m + 12.5m);
    }

    private static FrenchPay WithDeduction(string dfsClass)
    {
        var pay = FrenchPay.Technician();
        (pay.Employee.DfsClass, pay.Employee.DfsConsentAt) = (dfsClass, new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));
        return pay;
    }

    private static PayrollLine Line(FrenchPay pay, string item) => pay.Calculate().Lines.Single(line => line.ItemCode == item);

    private static decimal? Base(Payslip payslip, string item) => payslip.Lines.Single(line => line.ItemCode == item).Base;

    private static (decimal? Employee, decimal? Employer) Amounts(Payslip payslip, string item)
    {
        var line = payslip.Lines.Single(line => line.ItemCode == item);
        return (line.AmountEe, line.AmountEr);
    }
}
