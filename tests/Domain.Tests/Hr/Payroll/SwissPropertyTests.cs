using FsCheck;
using FsCheck.Fluent;
using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Domain.Tests.Hr.Payroll;

/// <summary>What holds for every payslip, whatever its figures.</summary>
public sealed class SwissPropertyTests
{
    private const decimal YearlyCeiling = 148_200m;
    private static readonly Gen<decimal> Amounts = Gen.Choose(0, 4_000_000).Select(cents => cents / 100m);
    private static readonly Gen<decimal[]> Years = Amounts.ArrayOf(12);

    [Fact]
    public void NetIsGrossLessWhatIsTakenAndPlusWhatIsGiven() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                Years.ToArbitrary(),
                given =>
                {
                    var payslip = Sample(
                            given[0],
                            $$"""{"bonus": {{given[1]}}, "allowances": {{given[2]}}, "expenses": {{given[3]}}, "advances": {{given[4]}}}"""
                        )
                        .Calculate();
                    var lines = payslip.Lines.ToLookup(line => line.ItemCode[0]);
                    return payslip.NetPayable == payslip.Gross - payslip.TotalEe - payslip.Tax + given[2] + given[3] - given[4]
                        && payslip.Gross == lines['1'].Sum(line => line.AmountEe)
                        && payslip.TotalEe == lines['5'].Sum(line => line.AmountEe ?? 0)
                        && payslip.EmployerCost == payslip.Gross + lines['5'].Sum(line => line.AmountEr ?? 0)
                        && lines['5'].All(line => line.AmountEe % 0.05m is null or 0 && line.AmountEr % 0.05m is null or 0);
                }
            )
        );

    [Fact]
    public void InsuredPayNeverExceedsTheYearsCeiling() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                Years.ToArbitrary(),
                salaries =>
                {
                    var sample = Sample(0);
                    var insured = 0m;
                    for (var month = 1; month <= salaries.Length; month++)
                    {
                        sample.Contract.BaseSalary = salaries[month - 1];
                        insured += sample.Pay(month).Line("5020").Base!.Value;
                        if (insured > YearlyCeiling * month / 12)
                        {
                            return false;
                        }
                    }

                    return insured == Math.Min(salaries.Sum(), YearlyCeiling);
                }
            )
        );

    [Fact]
    public void TheSameInputIsTheSameHashAndTheSameResult() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                Amounts.ToArbitrary(),
                Amounts.ToArbitrary(),
                (salary, bonus) =>
                {
                    var sample = Sample(salary, $$"""{"bonus": {{bonus}}}""");
                    var (one, two) = (sample.Calculate(), sample.Calculate());
                    sample.Variables = $$"""{"bonus": "{{bonus + 0.01m}}"}""";
                    var other = sample.Calculate();
                    return one.InputsHash == two.InputsHash
                        && one.NetPayable == two.NetPayable
                        && one.Lines.Select(Text).SequenceEqual(two.Lines.Select(Text))
                        && other.InputsHash != one.InputsHash;
                }
            )
        );

    [Fact]
    public void MoreGrossIsNeverLessNet() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                Amounts.ToArbitrary(),
                Gen.Choose(1, 500_000).Select(cents => cents / 100m).ToArbitrary(),
                (bonus, more) =>
                {
                    var less = Sample(6_500, $$"""{"bonus": {{bonus}}}""").Calculate();
                    var most = Sample(6_500, $$"""{"bonus": {{bonus + more}}}""").Calculate();
                    // Each of the five deductions on it may round up by half a step more than before.
                    return most.Gross > less.Gross && most.TotalEe >= less.TotalEe && most.NetPayable >= less.NetPayable - 5 * 0.05m;
                }
            )
        );

    private static SwissSample Sample(decimal salary, string? variables = null)
    {
        var sample = new SwissSample { Variables = variables }
            .Insure(0.014m, 0.005m, 0.008m)
            .Geneva();
        sample.Contract.BaseSalary = salary;
        return sample;
    }

    private static string Text(Domain.Hr.PayrollLine line) =>
        $"{line.LineNo} {line.ItemCode} {line.Base} {line.RateEe} {line.RateEr} {line.AmountEe} {line.AmountEr} {line.RateRowId} {line.Formula} {line.RoundingDelta}";
}
