using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Domain.Tests.Hr.Payroll.French;

/// <summary>The worked example: a technician under annex 8 in live performance, June 2026, 96 hours at 24.00.</summary>
public sealed class FrenchVectorTests
{
    private readonly Payslip _payslip = FrenchPay.Technician().Calculate();

    [Theory]
    [InlineData("F110", 2304.00, null)]
    [InlineData("C220", 158.98, 196.99)]
    [InlineData("C221", 9.22, 48.61)]
    [InlineData("C270", 90.55, 90.78)]
    [InlineData("C272", 19.81, 29.72)]
    [InlineData("C261", 55.30, 115.20)]
    [InlineData("C290", 155.81, null)]
    [InlineData("C291", 54.99, null)] // 54.9919
    [InlineData("C292", 11.46, null)]
    [InlineData("C210", null, 299.52)]
    [InlineData("C211", null, 6.91)]
    [InlineData("C230", null, 120.96)]
    [InlineData("C240", null, 2.30)]
    [InlineData("C260", null, 92.16)]
    [InlineData("C262", null, 5.76)]
    [InlineData("C280", null, 27.65)]
    [InlineData("C300", null, 354.82)]
    [InlineData("C320", null, 0.37)]
    [InlineData("R400", null, -133.86)]
    [InlineData("T500", 63.50, null)]
    public void HasTheLine(string item, double? employee, double? employer)
    {
        var line = _payslip.Lines.Single(line => line.ItemCode == item);

        (line.AmountEe, line.AmountEr).ShouldBe(((decimal?)employee, (decimal?)employer));
    }

    [Fact]
    public void HasNoOtherLinesThanThoseAndWhatTheExampleLeavesOut() =>
        _payslip
            .Lines.Select(line => line.ItemCode)
            .ShouldBe(
                "F110 C210 C211 C220 C221 C230 C240 C250 C260 C261 C262 C270 C272 C280 C290 C291 C292 C300 C310 C320 C330 R400 T500".Split(
                    ' '
                )
            );

    [Fact]
    public void HasTheTotals()
    {
        _payslip.Gross.ShouldBe(2304.00m);
        _payslip.TotalEe.ShouldBe(556.12m);
        _payslip.NetBeforeTax.ShouldBe(1747.88m);
        _payslip.Bases["fr_net_taxable"].ShouldBe(1814.33m);
        _payslip.Tax.ShouldBe(63.50m);
        _payslip.NetPayable.ShouldBe(1684.38m);
    }

    [Fact]
    public void CostsTheEmployerWhatTheExampleSays_WithoutWhatItLeavesOut() =>
        _payslip
            .Lines.Where(line => line.ItemCode is not ("C250" or "C310" or "C330" or "R400"))
            .Sum(line => line.AmountEr)
            .ShouldBe(1391.75m);

    [Fact]
    public void TakesTheCsgBaseFromShareAndProvidentCover()
    {
        var csg = _payslip.Lines.Single(line => line.ItemCode == "C290");

        csg.Base.ShouldBe(2291.33m);
        csg.Formula.ShouldBe("2304.00 x 98.25 % + 27.65 (employer's provident cover) = 2291.33; 2291.33 x 6.8 % = 155.81044 -> 155.81");
    }

    [Fact]
    public void DividesTheReduction_WhenAFundPaysTheLeave()
    {
        var pay = FrenchPay.Technician();
        pay.Rates["FR_RGDU_LEAVE_FUND"] = 0.9m;

        var reduction = pay.Calculate().Lines.Single(line => line.ItemCode == "R400");

        reduction.RateEr.ShouldBe(0.0581m);
        reduction.AmountEr.ShouldBe(-148.74m);
    }

    [Fact]
    public void NamesTheRateRowOfEveryContribution() =>
        _payslip.Lines.Where(line => line.ItemCode[0] is 'C' or 'R').ShouldAllBe(line => line.RateRowId != null && line.Formula != null);
}
