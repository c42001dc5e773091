using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Domain.Tests.Hr.Payroll;

/// <summary>Payslips worked out by hand, to the centime.</summary>
public sealed class SwissVectorTests
{
    [Fact]
    public void PaysAMonthlySalaryInGeneva()
    {
        var payslip = new SwissSample().Insure(0.014m, 0.005m, 0.008m).Geneva().Calculate();

        (payslip.Ee("5010"), payslip.Er("5011")).ShouldBe((344.50m, 344.50m));
        (payslip.Ee("5020"), payslip.Er("5021")).ShouldBe((71.50m, 71.50m));
        (payslip.Ee("5026"), payslip.Er("5026")).ShouldBe((2.10m, 2.10m));
        (payslip.Ee("5031"), payslip.Er("5030")).ShouldBe((91.00m, 52.00m));
        (payslip.Ee("5050"), payslip.Er("5051")).ShouldBe((32.50m, 32.50m));
        (payslip.Ee("5054"), payslip.Er("5055")).ShouldBe((214.75m, 214.75m));
        payslip.Er("5024").ShouldBe(148.20m);
        (payslip.Gross, payslip.TotalEe, payslip.TotalEr).ShouldBe((6500.00m, 756.35m, 865.55m));
        (payslip.NetPayable, payslip.EmployerCost).ShouldBe((5743.65m, 7365.55m));
        payslip.Line("5026").RoundingDelta.ShouldBe(0.02m);
    }

    [Fact]
    public void PaysHoursInBerneWithSourceTax()
    {
        var sample = new SwissSample { Month = new PayrollMonth(2026, 5), Variables = """{"hours": 62.5, "sunday_hours": 5}""" }
            .Insure(0.012m, 0.006m, 0.009m)
            .PaidByTheHour(38.00m);
        (sample.Contract.VacationWeeks, sample.Contract.Thirteenth) = (4, "monthly_hourly");
        (sample.Employee.ClusterCode, sample.Employee.BirthDate) = ("CH-BE", SwissSample.Day("1996-02-01"));
        (sample.Employee.TaxAtSource, sample.Employee.TaxStatus, sample.SourceTaxModel) = (true, "A", "monthly");
        sample.SourceTax = new SourceTaxTable("BE", "A0N", [Bracket(2_801, 0.0380m), Bracket(2_851, 0.0390m), Bracket(2_901, 0.0400m)]);

        var payslip = sample.Calculate();

        (payslip.Ee("1005"), payslip.Ee("1073")).ShouldBe((2375.00m, 95.00m));
        (payslip.Ee("1160"), payslip.Ee("1200"), payslip.Gross).ShouldBe((205.75m, 222.90m, 2898.65m));
        (payslip.Ee("5010"), payslip.Ee("5020")).ShouldBe((153.65m, 31.90m));
        (payslip.Ee("5031"), payslip.Ee("5050"), payslip.Ee("5054")).ShouldBe((34.80m, 17.40m, 24.30m));
        (payslip.Ee("5060"), payslip.Line("5060").RateEe).ShouldBe((113.05m, 0.0390m));
        (payslip.TotalEe + payslip.Tax, payslip.NetPayable).ShouldBe((375.10m, 2523.55m));
        (payslip.Er("5030"), payslip.TotalEr).ShouldBe((26.10m, 253.35m));
    }

    [Theory]
    [InlineData("620.1364", "620.15")]
    [InlineData("100.035", "100.05")]
    [InlineData("55.575", "55.60")]
    [InlineData("7.525", "7.55")]
    [InlineData("-7.525", "-7.55")]
    [InlineData("2.02", "2.00")]
    public void RoundsToFiveCentimes_HalfAwayFromZero(string exact, string rounded) =>
        PayrollRounding.Swiss.Round(Number(exact)).ShouldBe(Number(rounded));

    [Theory]
    [InlineData("1.005", "1.01")]
    [InlineData("1.0049", "1.00")]
    [InlineData("-1.005", "-1.00")]
    public void RoundsToTheCent_HalfUp(string exact, string rounded) => PayrollRounding.Euro.Round(Number(exact)).ShouldBe(Number(rounded));

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static SourceTaxBracket Bracket(decimal from, decimal rate) =>
        new()
        {
            IncomeFrom = from,
            Step = 50,
            Rate = rate,
        };
}
