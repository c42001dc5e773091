using FsCheck;
using FsCheck.Fluent;
using Pinnokio.Domain.Hr;
using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Domain.Tests.Hr.Payroll.French;

/// <summary>What holds for any pay.</summary>
public sealed class FrenchPropertyTests
{
    private const decimal CapMonth = 4005m;
    private const decimal ShortDay = 360m;

    private static readonly Arbitrary<Case> _cases = (
        from euros in Gen.Choose(100, 4_000_000)
        from trade in Gen.Elements(null, "8", "10")
        from dfs in Gen.Elements("25", "20", "none")
        from band in Gen.Elements("<11", "11-49", "50+")
        from status in Gen.Elements("cadre", "non_cadre")
        from personal in Gen.Elements(true, false)
        from first in Gen.Choose(1, 30)
        from last in Gen.Choose(first, 30)
        select new Case(euros / 100m, trade, dfs, band, status, personal, first, last)
    ).ToArbitrary();

    [Fact]
    public void NetIsGrossLessWhatTheLinesDeduct() =>
        Holds(
            (_, payslip) =>
                payslip.NetPayable
                    == payslip.Gross - payslip.Lines.Where(line => line.ItemCode[0] is 'C' or 'R' or 'T').Sum(line => line.AmountEe ?? 0m)
                && payslip.Gross == payslip.Lines.Where(line => line.ItemCode[0] == 'F').Sum(line => line.AmountEe)
                && payslip.TotalEr == payslip.Lines.Sum(line => line.AmountEr ?? 0m)
                && payslip.NetPayable >= 0
        );

    [Fact]
    public void EveryAmountIsInCents() =>
        Holds(
            (_, payslip) =>
                payslip
                    .Lines.SelectMany(line => new[] { line.AmountEe, line.AmountEr, line.Base })
                    .OfType<decimal>()
                    .All(amount => decimal.Round(amount, 2) == amount)
        );

    [Fact]
    public void NoBaseExceedsItsCeiling() =>
        Holds(
            (@case, payslip) =>
            {
                var cap = @case.Cap;
                return Base(payslip, "C220") <= cap
                    && Base(payslip, "C270") <= cap
                    && Base(payslip, "C272") <= cap
                    && Base(payslip, "C280") <= cap
                    && Base(payslip, "C271") <= 7 * cap
                    && Base(payslip, "C275") <= 4 * cap
                    && Base(payslip, "C260") <= 4 * cap
                    && payslip.Bases["fr_dfs"] <= 7600m;
            }
        );

    [Fact]
    public void TheReductionNeverExceedsTheContributionsThatItReduces() =>
        Holds(
            (_, payslip) =>
            {
                var reduced = "C210 C211 C220 C221 C230 C240 C260 C270 C272".Split(' ');
                return -Employer(payslip, "R400") <= Employer(payslip, reduced)
                    && Employer(payslip, "R400") <= 0
                    && (payslip.Gross > 3500m || Employer(payslip, "R400") < 0);
            }
        );

    [Fact]
    public void TheSameInputGivesTheSameHashAndLines() =>
        Holds(
            (@case, payslip) =>
            {
                var again = @case.Pay().Calculate();
                return again.InputsHash == payslip.InputsHash
                    && again.Lines.Select(Told).SequenceEqual(payslip.Lines.Select(Told))
                    && @case.Pay(extra: 0.01m).Calculate().InputsHash != payslip.InputsHash;
            }
        );

    // Steps of 100: at the ceiling the technical balance sets in on all pay at once, some 6 euros.
    [Fact]
    public void MoreGrossNeverMeansLessNetBeforeTaxNorLowerContributions() =>
        Holds(
            (@case, payslip) =>
            {
                var more = @case.Pay(extra: 100m).Calculate();
                return more.NetBeforeTax > payslip.NetBeforeTax && more.TotalEe >= payslip.TotalEe;
            }
        );

    private static void Holds(Func<Case, Payslip, bool> property) =>
        Prop.ForAll(_cases, @case => property(@case, @case.Pay().Calculate())).QuickCheckThrowOnFailure();

    private static decimal Base(Payslip payslip, string item) => payslip.Lines.SingleOrDefault(line => line.ItemCode == item)?.Base ?? 0m;

    private static decimal Employer(Payslip payslip, params string[] items) =>
        payslip.Lines.Where(line => items.Contains(line.ItemCode)).Sum(line => line.AmountEr ?? 0m);

    private static string Told(PayrollLine line) =>
        $"{line.LineNo} {line.ItemCode} {line.Base} {line.AmountEe} {line.AmountEr} {line.Formula}";

    private sealed record Case(decimal Gross, string? Trade, string Dfs, string Band, string Status, bool Personal, int First, int Last)
    {
        public decimal Cap =>
            Trade == "10" && Last - First + 1 < 5
                ? ShortDay * (Last - First + 1)
                : Math.Round(CapMonth * (Last - First + 1) / 30, 2, MidpointRounding.AwayFromZero);

        public FrenchPay Pay(decimal extra = 0)
        {
            var pay = FrenchPay.Technician("""{"hours": 100}""");
            pay.Contracts[0] = FrenchPay.Engagement(First, Last);
            pay.Contracts[0].HourlyRate = (Gross + extra) / 100m;
            (pay.Company.FrHeadcountBand, pay.Employee.ArtistTechnicianAnnex) = (Band, Trade);
            (pay.Employee.ProfessionalStatus, pay.Employee.PasRateKind) = (Status, Personal ? "personal" : "neutral");
            (pay.Employee.DfsClass, pay.Employee.DfsConsentAt) = (Dfs, new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));
            return pay;
        }
    }
}
