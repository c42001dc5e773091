using Pinnokio.Domain.Common;
using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Domain.Tests.Hr.Payroll;

/// <summary>Insured pay under ceilings that grow with each day of the year.</summary>
public sealed class SwissCeilingTests
{
    private readonly SwissSample _sample = new SwissSample().Insure(0.014m, 0.005m, 0.008m);

    [Fact]
    public void InsuresFiveTwelfthsOfTheCeiling_WhenFiveMonthsAreWorked()
    {
        _sample.Contract.StartDate = SwissSample.Day("2025-08-01");
        _sample.Contract.BaseSalary = 20_000;

        var insured = Enumerable.Range(8, 5).Sum(month => _sample.Pay(month).Line("5020").Base);

        insured.ShouldBe(61_750.00m);
    }

    [Fact]
    public void CountsDays_WhenAMonthIsPartial()
    {
        (_sample.Contract.StartDate, _sample.Contract.EndDate) = (SwissSample.Day("2025-01-01"), SwissSample.Day("2025-03-01"));
        _sample.Contract.BaseSalary = 20_000;

        var payslips = Enumerable.Range(1, 3).Select(month => _sample.Pay(month)).ToList();

        payslips.Select(payslip => payslip.Days30).ShouldBe([30, 30, 1]);
        payslips.Sum(payslip => payslip.Line("5020").Base).ShouldBe(25_111.67m);
    }

    [Fact]
    public void CatchesUpWhatWasBelowTheCeiling_WhenABonusIsPaid()
    {
        _sample.Pay(1).Line("5020").Base.ShouldBe(6_500m);
        var february = _sample.Pay(2, """{"bonus": 20000}""");

        february.Gross.ShouldBe(26_500m);
        february.Line("5020").Base.ShouldBe(2 * 12_350m - 6_500m);
        february.Line("5010").Base.ShouldBe(26_500m);
        february.Line("5020").Formula!.ShouldContain("148200.00 x 60/360 = 24700.00) - 6500.00 so far");
    }

    [Theory]
    [InlineData("2025-04-16", null, 15)]
    [InlineData("2025-04-01", "2025-04-30", 30)]
    [InlineData("2025-04-30", null, 1)]
    [InlineData("2025-04-10", "2025-04-19", 10)]
    public void PaysPartialMonthsByThirtyDays(string start, string? end, int days)
    {
        _sample.Month = new PayrollMonth(2025, 4);
        _sample.Contract.StartDate = SwissSample.Day(start);
        _sample.Contract.EndDate = end is null ? null : SwissSample.Day(end);
        _sample.Contract.BaseSalary = 6_000;

        var payslip = _sample.Calculate();

        (payslip.Days30, payslip.Gross).ShouldBe((days, days * 200m));
    }

    [Theory]
    [InlineData("2025-02-01", "2025-02-28", 30)]
    [InlineData("2025-02-28", null, 3)]
    [InlineData("2025-02-01", "2025-02-27", 27)]
    public void TakesTheLastOfFebruaryForTheDaysThatRemain(string start, string? end, int days)
    {
        (_sample.Month, _sample.Contract.StartDate) = (new PayrollMonth(2025, 2), SwissSample.Day(start));
        _sample.Contract.EndDate = end is null ? null : SwissSample.Day(end);

        _sample.Calculate().Days30.ShouldBe(days);
    }

    [Fact]
    public void LeavesOutOldAgeAndUnemployment_BeforeTheYearOfTheEighteenthBirthday()
    {
        _sample.Employee.BirthDate = SwissSample.Day("2008-01-01");
        var payslip = _sample.Calculate();
        (payslip.Has("5010"), payslip.Has("5020"), payslip.Has("5031"), payslip.Has("5054")).ShouldBe((false, false, true, false));

        _sample.Employee.BirthDate = SwissSample.Day("2007-12-31");
        _sample.Calculate().Has("5010").ShouldBeTrue();
    }

    [Fact]
    public void GrantsTheRetirementAllowance_FromTheMonthAfterTheReferenceAge()
    {
        _sample.Employee.BirthDate = SwissSample.Day("1960-03-14");
        _sample.Month = new PayrollMonth(2025, 3);
        _sample.Calculate().Line("5010").Base.ShouldBe(6_500m);

        _sample.Month = new PayrollMonth(2025, 4);
        var retired = _sample.Calculate();

        (retired.Line("5010").Base, retired.Ee("5010")).ShouldBe((5_100m, 270.30m));
        (retired.Has("5020"), retired.Has("5054")).ShouldBe((false, false));
    }

    [Fact]
    public void NamesTheRate_WhenOneIsMissing()
    {
        _sample.Rates.RemoveAll(rate => rate.RateCode == "AC_EE");
        var missing = Should.Throw<DomainRuleException>(_sample.Calculate);
        (missing.Code, missing.Message).ShouldBe(("rate_missing", "RATE_MISSING: AC_EE has no row for CH-GE on 2025-01-31."));
    }

    [Fact]
    public void TakesTheMostSpecificRate()
    {
        _sample.Rates.Add(SwissSample.Rate("LAA_NBU_EE", 0.02m, "CH-GE"));
        _sample.Calculate().Line("5031").RateEe.ShouldBe(0.02m);
        _sample.Rates.Add(SwissSample.Rate("LAA_NBU_EE", 0.03m, company: _sample.Company.Id));
        _sample.Calculate().Line("5031").RateEe.ShouldBe(0.03m);
        _sample.Rates.Add(SwissSample.Rate("LAA_NBU_EE.A1", 0.04m, company: _sample.Company.Id));
        _sample.Calculate().Line("5031").RateEe.ShouldBe(0.03m);
        _sample.Employee.LaaCode = "A1";
        _sample.Calculate().Line("5031").RateEe.ShouldBe(0.04m);
        _sample.Rates.Add(SwissSample.Rate("LAA_NBU_EE.A1", 0.9m, company: Guid.NewGuid()));
        _sample.Calculate().Line("5031").RateEe.ShouldBe(0.04m);
    }
}
