using Pinnokio.Domain.Common;
using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Domain.Tests.Hr.Payroll;

public sealed class SwissEarningsTests
{
    private readonly SwissSample _sample = new SwissSample().Insure(0.014m, 0.005m, 0.008m);

    [Fact]
    public void LeavesASalaryAsItWasAgreed_AndRoundsItsParts()
    {
        _sample.Contract.BaseSalary = 6_512.37m;
        _sample.Calculate().Gross.ShouldBe(6_512.37m);
        _sample.Contract.WorkRate = 0.8m;
        _sample.Calculate().Gross.ShouldBe(5_209.90m);
    }

    [Fact]
    public void TakesOffUnpaidDays()
    {
        _sample.Contract.BaseSalary = 6_000;
        _sample.Variables = """{"unpaid_days": 2.5}""";
        var payslip = _sample.Calculate();

        (payslip.Gross, payslip.Days30).ShouldBe((5_500.00m, 30));
        _sample.Contract.StartDate = SwissSample.Day("2025-01-30");
        Should.Throw<DomainRuleException>(_sample.Calculate).Field.ShouldBe("variables.unpaid_days");
    }

    [Fact]
    public void SharesUnpaidDays_BetweenContractsThatFollowEachOther()
    {
        FollowedBy("2025-01-16", 9_000);
        _sample.Variables = """{"unpaid_days": 5}""";
        var lines = _sample.Calculate().Lines.Where(line => line.ItemCode == "1000").ToList();

        lines.Select(line => (line.Quantity, line.AmountEe)).ShouldBe([(12.5m, 2_500.00m), (12.5m, 3_750.00m)]);
        lines[0].Formula.ShouldBe("6000.00 x 100 % x 12.5/30 days (15 less 15/30 of 5 unpaid) = 2500.00");
    }

    [Fact]
    public void TakesMoreUnpaidDaysThanAContractHas_UpToThoseOfTheMonth()
    {
        FollowedBy("2025-01-06", 6_000);
        _sample.Variables = """{"unpaid_days": 10}""";
        _sample.Calculate().Gross.ShouldBe(4_000.00m);

        _sample.Contract.StartDate = SwissSample.Day("2025-01-03");
        _sample.Variables = """{"unpaid_days": 28}""";
        _sample.Calculate().Gross.ShouldBe(0);
        _sample.Variables = """{"unpaid_days": 28.5}""";
        Should.Throw<DomainRuleException>(_sample.Calculate).Message.ShouldContain("the 28 days of the month");
    }

    [Fact]
    public void TakesOffAllUnpaidDays_FromEachOfContractsSideBySide()
    {
        FollowedBy("2020-01-01", 1_500);
        (_sample.Contract.EndDate, _sample.Contracts[1].ConcurrencyGroup) = (null, "side:1");
        _sample.Variables = """{"unpaid_days": 6}""";

        _sample.Calculate().Lines.Where(line => line.ItemCode == "1000").Select(line => line.AmountEe).ShouldBe([4_800.00m, 1_200.00m]);
    }

    [Fact]
    public void PaysNothing_WhenTheContractEndsBeforeItStarts()
    {
        (_sample.Contract.StartDate, _sample.Contract.EndDate) = (SwissSample.Day("2025-01-20"), SwissSample.Day("2025-01-10"));

        _sample.Calculate().Gross.ShouldBe(0);
    }

    [Fact]
    public void PaysOvertimeWithItsSupplement_AtTheHourOfTheSalary()
    {
        (_sample.Contract.BaseSalary, _sample.Contract.WeeklyHours) = (7_280, 42);
        _sample.Variables = """{"overtime_hours": 4, "night_hours": {"hours": "2", "supplement": 0.1}}""";
        var payslip = _sample.Calculate();

        payslip.Ee("1061").ShouldBe(200.00m);
        payslip.Ee("1076").ShouldBe(8.00m);
        payslip.Line("1061").Formula.ShouldBe("4 h x 40.00 x 125 % = 200.00");
    }

    [Fact]
    public void PaysATwelfthOfWhatWasEarned_WhenTheThirteenthIsDue()
    {
        _sample.Contract.Thirteenth = "half_yearly";
        for (var month = 1; month <= 5; month++)
        {
            _sample.Pay(month).Has("1200").ShouldBeFalse();
        }

        _sample.Pay(6).Ee("1200").ShouldBe(3_250.00m);
        _sample.Pay(7).Has("1200").ShouldBeFalse();
        _sample.Contract.EndDate = SwissSample.Day("2025-08-15");
        var last = _sample.Pay(8);
        last.Ee("1200").ShouldBe(812.50m);
        last.Line("1200").Formula.ShouldBe("9750.00 earned since month 7 / 12 = 812.50");
    }

    [Fact]
    public void CountsMonthsThatWerePaidElsewhere_TowardsTheThirteenth()
    {
        (_sample.Contract.Thirteenth, _sample.Contract.StartDate) = ("yearly", SwissSample.Day("2025-07-01"));
        _sample.Month = new PayrollMonth(2025, 12);

        _sample.Calculate().Ee("1200").ShouldBe(3_250.00m);
    }

    [Fact]
    public void AddsWhatIsGiven_WhereItBelongs()
    {
        _sample.Variables = """
            {
                "bonus": 500, "allowances": 311, "advances": [{"amount": "1000.00", "label": "Acompte"}],
                "expenses": [{"amount": 42.30}, {"amount": 12, "item_code": "6002"}],
                "lines": [{"item_code": "1201", "quantity": 3, "unit_price": 33.33}, {"item_code": "6040", "amount": 100}]
            }
            """;
        var payslip = _sample.Calculate();

        (payslip.Gross, payslip.Allowances, payslip.Expenses, payslip.Advances).ShouldBe((7_100.00m, 311m, 154.30m, 1_000m));
        payslip.Line("5010").Base.ShouldBe(7_100.00m);
        payslip.Line("6510").Labels.ShouldBe("""{"fr":"Acompte","en":"Acompte","de":"Acompte"}""");
    }

    [Theory]
    [InlineData("""{"lines": [{"item_code": "5010", "amount": 1}]}""", "variables.lines[0].item_code")]
    [InlineData("""{"expenses": [{"item_code": "1210", "amount": 1}]}""", "variables.expenses[0].item_code")]
    public void RefusesItemsThatCannotBeAdded(string variables, string field)
    {
        _sample.Variables = variables;
        Should.Throw<DomainRuleException>(_sample.Calculate).Field.ShouldBe(field);
    }

    [Fact]
    public void SharesThePensionByTheDaysOfTheMonth_AndByEachSalary()
    {
        _sample.Contract.StartDate = SwissSample.Day("2025-01-16");
        _sample.Calculate().Ee("5054").ShouldBe(107.40m);

        _sample.Contract.EndDate = SwissSample.Day("2025-01-30");
        var second = Sample.Contract("2025-01-31");
        second.BaseSalary = 20_000;
        _sample.Contracts.Add(second);
        _sample.Calculate().Line("5054").Base.ShouldBe(61_665.00m);
    }

    [Theory]
    [InlineData("1987-01-01", 51_540, "0.05")]
    [InlineData("2000-12-31", 51_540, "0.035")]
    [InlineData("1980-01-01", 51_540, "0.075")]
    [InlineData("1970-01-01", 51_540, "0.09")]
    public void CreditsByTheYearOfBirth(string birth, int coordinated, string rate)
    {
        _sample.Employee.BirthDate = SwissSample.Day(birth);
        var line = _sample.Calculate().Line("5054");
        (line.Base, line.RateEe).ShouldBe((coordinated, decimal.Parse(rate, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("1889.99", null)]
    [InlineData("1890.00", "3780.00")]
    [InlineData("8000.00", "64260.00")]
    public void InsuresBetweenTheThresholds(string salary, string? coordinated)
    {
        _sample.Contract.BaseSalary = decimal.Parse(salary, System.Globalization.CultureInfo.InvariantCulture);
        var line = _sample.Calculate().Lines.SingleOrDefault(one => one.ItemCode == "5054");
        line?.Base?.ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(coordinated);
        (line is null).ShouldBe(coordinated is null);
    }

    [Fact]
    public void RefusesAShareAboveHalf()
    {
        _sample.Rates.Add(SwissSample.Rate("LPP_EE_SHARE", 0.6m, company: _sample.Company.Id));
        Should.Throw<DomainRuleException>(_sample.Calculate).Code.ShouldBe("pension_share_too_large");
    }

    private void FollowedBy(string start, decimal salary)
    {
        _sample.Contract.BaseSalary = 6_000;
        _sample.Contract.EndDate = SwissSample.Day(start).AddDays(-1);
        var next = Sample.Contract(start);
        next.BaseSalary = salary;
        _sample.Contracts.Add(next);
    }
}
