using Pinnokio.Domain.Common;
using Pinnokio.Domain.Hr.Payroll;
using Pinnokio.Domain.Hr.Payroll.Switzerland;

namespace Pinnokio.Domain.Tests.Hr.Payroll;

public sealed class SwissSourceTaxTests
{
    private readonly SwissSample _sample = new SwissSample().Insure(0.014m, 0.005m, 0.008m);

    public SwissSourceTaxTests()
    {
        (_sample.Employee.TaxAtSource, _sample.Employee.TaxStatus) = (true, "A");
        (_sample.SourceTaxModel, _sample.Contract.BaseSalary) = ("monthly", 5_000);
        _sample.SourceTax = Table("A0N");
    }

    [Fact]
    public void TaxesAPartialMonthAtTheRateOfAWholeOne()
    {
        _sample.Contract.StartDate = SwissSample.Day("2025-01-16");
        var payslip = _sample.Calculate();
        (payslip.Gross, payslip.Line("5060").RateEe, payslip.Tax).ShouldBe((2_500m, 0.10m, 250.00m));
    }

    [Fact]
    public void TaxesASecondJobAtTheRateOfAllWork_ButDoesNotExtrapolateABonus()
    {
        (_sample.Employee.ActivityRate, _sample.Employee.ActivityRateTotal) = (50, 100);
        _sample.Contract.BaseSalary = 2_500;
        _sample.Calculate().Line("5060").RateEe.ShouldBe(0.10m);

        _sample.Variables = """{"bonus": 999}""";
        _sample.Calculate().Line("5060").RateEe.ShouldBe(0.10m);
        _sample.Variables = """{"bonus": 1000}""";
        _sample.Calculate().Line("5060").RateEe.ShouldBe(0.12m);
    }

    [Fact]
    public void SettlesTheYearSoFar_WhereTheCantonTaxesByTheYear()
    {
        _sample.SourceTaxModel = "annual";
        _sample.Pay(1).Tax.ShouldBe(500.00m);
        var february = _sample.Pay(2, """{"bonus": 12000}""");

        // (10 000 / 60 x 360 + 12 000) / 12 = 6 000: 12 % of 22 000, less 500.
        february.Tax.ShouldBe(2_140.00m);
        february.Line("5060").Formula!.ShouldBe("tariff A0N GE at 6000.00: 22000.00 x 12 % - 500.00 withheld so far = 2140.00");
        _sample.Pay(3).Tax.ShouldBe(600.00m);
    }

    [Fact]
    public void SettlesEachTariffForItself()
    {
        _sample.SourceTaxModel = "annual";
        _sample.Pay(1).Tax.ShouldBe(500.00m);
        (_sample.Employee.ChildrenCount, _sample.SourceTax) = (1, Table("A1N"));

        _sample.Pay(2).Line("5060").Base.ShouldBe(5_000m);
    }

    [Fact]
    public void TaxesFamilyAllowancesWithThePay()
    {
        _sample.Variables = """{"allowances": 1000}""";
        var payslip = _sample.Calculate();
        (payslip.Gross, payslip.Line("5060").Base, payslip.Tax).ShouldBe((5_000m, 6_000m, 720m));
    }

    [Fact]
    public void SaysWhichTariffIsMissing_NeverTaxingZero()
    {
        _sample.SourceTax = null;
        var missing = Should.Throw<DomainRuleException>(_sample.Calculate);
        (missing.Code, missing.Message).ShouldBe(
            ("source_tax_missing", "SOURCE_TAX_MISSING: no source-tax tariff A0N of canton GE is imported for 2025-01.")
        );
        _sample.Employee.TaxStatus = null;
        Should.Throw<DomainRuleException>(_sample.Calculate).Message.ShouldContain("tax_status");
        (_sample.Employee.TaxStatus, _sample.SourceTax, _sample.SourceTaxModel) = ("A", Table("A0N"), null);
        Should.Throw<DomainRuleException>(_sample.Calculate).Message.ShouldContain("model of canton GE");
    }

    [Theory]
    [InlineData("A", 0, null, "A0N")]
    [InlineData("B", 2, true, "B2Y")]
    [InlineData("H", 12, false, "H9N")]
    [InlineData("C3Y", 0, false, "C3Y")]
    public void NamesTheTariff(string status, short children, bool? church, string expected)
    {
        (_sample.Employee.TaxStatus, _sample.Employee.ChildrenCount, _sample.Employee.ChurchMember) = (status, children, church);
        SwissSourceTax.TariffOf(_sample.Employee).ShouldBe(("GE", expected));
    }

    [Fact]
    public void WithholdsNothing_WhenTaxedOrdinarily()
    {
        _sample.Employee.TaxStatus = "NONE";
        _sample.Calculate().Has("5060").ShouldBeFalse();
    }

    private static SourceTaxTable Table(string tariff) =>
        new(
            "GE",
            tariff,
            [new() { IncomeFrom = 0, Rate = 0 }, new() { IncomeFrom = 4_000, Rate = 0.10m }, new() { IncomeFrom = 6_000, Rate = 0.12m }]
        );
}
