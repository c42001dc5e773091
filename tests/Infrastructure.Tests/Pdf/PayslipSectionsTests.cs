using System.Reflection;
using Pinnokio.Domain.Hr;
using Pinnokio.Domain.Hr.Payroll;
using Pinnokio.Infrastructure.Pdf;

namespace Pinnokio.Infrastructure.Tests.Pdf;

public sealed class PayslipSectionsTests
{
    [Theory]
    [InlineData("1000", "Earnings")]
    [InlineData("2035", "Earnings")]
    [InlineData("3000", "Allowances")]
    [InlineData("5010", "Contributions")]
    [InlineData("5060", "Tax")]
    [InlineData("6001", "Expenses")]
    [InlineData("6510", "Advances")]
    [InlineData(Payslip.AlreadyPaidCode, "Advances")]
    [InlineData("F130", "Earnings")]
    [InlineData("C290", "Contributions")]
    [InlineData("R400", "Contributions")]
    [InlineData("T500", "Tax")]
    [InlineData("N910", "Information")]
    public void GoesByTheNumberInTheCatalogue(string code, string section) =>
        PayslipSections.Of(new PayrollLine { ItemCode = code, AmountEe = 1 }).ToString().ShouldBe(section);

    [Fact]
    public void AgreesWithWhatTheEngineMakesOfItsItems()
    {
        var values = typeof(PayItem)
            .Assembly.GetTypes()
            .Where(type => type.Name is "SwissItems" or "FrenchItems")
            .SelectMany(list => list.GetMembers(BindingFlags.Public | BindingFlags.Static))
            .Select(member => (member as PropertyInfo)?.GetValue(null) ?? (member as FieldInfo)?.GetValue(null))
            .ToList();
        var items = values
            .OfType<PayItem>()
            .Concat(values.OfType<IReadOnlyDictionary<string, PayItem>>().SelectMany(given => given.Values))
            .Distinct()
            .ToList();

        items.Count.ShouldBeGreaterThan(60);
        items.Where(item => !Agree(item.Kind, PayslipSections.Of(new PayrollLine { ItemCode = item.Code }))).ShouldBeEmpty();

        static bool Agree(PayItemKind kind, PayslipSection section) => section.ToString().TrimEnd('s') == kind.ToString();
    }

    [Fact]
    public void TakesALineThatChargesARateForAContribution_WhenItsNumberTellsNothing()
    {
        PayslipSections.Of(new PayrollLine { ItemCode = "x", AmountEr = 1 }).ShouldBe(PayslipSection.Contributions);
        PayslipSections
            .Of(
                new PayrollLine
                {
                    ItemCode = "x",
                    Base = 1,
                    RateEe = 0.1m,
                }
            )
            .ShouldBe(PayslipSection.Contributions);
        PayslipSections.Of(new PayrollLine { ItemCode = "x", AmountEe = 1 }).ShouldBe(PayslipSection.Earnings);
    }
}
