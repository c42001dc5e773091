using System.Text.Json;
using Pinnokio.Domain.Common;
using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Domain.Tests.Hr.Payroll;

public sealed class PayrollVariablesTests
{
    private static readonly Guid Employee = Guid.NewGuid();

    [Theory]
    [InlineData("""{"houres": 1}""", "variables.houres", "is unknown")]
    [InlineData("""{"hours": true}""", "variables.hours", "is not a number")]
    [InlineData("""{"hours": "many"}""", "variables.hours", "is not a number")]
    [InlineData("""{"hours": 1e400}""", "variables.hours", "is not a number")]
    [InlineData("""{"hours": 745}""", "variables.hours", "is outside 0 to 744")]
    [InlineData("""{"hours": -1}""", "variables.hours", "is outside")]
    [InlineData("""{"bonus": 1.005}""", "variables.bonus", "has more than 2 decimals")]
    [InlineData("""{"cachets": 1.5}""", "variables.cachets", "has more than 0 decimals")]
    [InlineData("""{"sunday_hours": {"supplement": 0.5}}""", "variables.sunday_hours.hours", "is required")]
    [InlineData("""{"sunday_hours": {"hours": 5, "rate": 0.5}}""", "variables.sunday_hours.rate", "is unknown")]
    [InlineData("""{"expenses": {"amount": 5}}""", "variables.expenses", "is not a number")]
    [InlineData("""{"expenses": [{"label": "Train"}]}""", "variables.expenses[0].amount", "is required")]
    [InlineData("""{"advances": [{"amount": 1}, {"amount": 1, "label": 5}]}""", "variables.advances[1].label", "is not a line of text")]
    [InlineData("""{"lines": 5}""", "variables.lines", "is not a list")]
    [InlineData("""{"lines": [{"item_code": "1210"}]}""", "variables.lines[0]", "has either an amount")]
    [InlineData("""{"lines": [{"item_code": "1210", "amount": 1, "quantity": 2, "unit_price": 3}]}""", "variables.lines[0]", "has either")]
    [InlineData("""{"by_employee": []}""", "variables.by_employee", "is not an object")]
    [InlineData("""{"by_employee": {"Anna": {}}}""", "variables.by_employee.Anna", "is not named by an employee id")]
    [InlineData("[]", "variables", "is not an object")]
    public void NamesWhatCannotBe(string json, string field, string problem)
    {
        var refused = Should.Throw<DomainRuleException>(() => PayrollVariables.Check(JsonElement.Parse(json)));
        refused.Field.ShouldBe(field);
        refused.Message.ShouldContain(problem);
    }

    [Fact]
    public void NamesWhatCannotBe_InThePartOfOneEmployee()
    {
        var json = JsonElement.Parse($$"""{"by_employee": {"{{Employee}}": {"bonus": "x"} } }""");
        Should.Throw<DomainRuleException>(() => PayrollVariables.Check(json)).Field.ShouldBe($"variables.by_employee.{Employee}.bonus");
    }

    [Fact]
    public void ReadsNumbersAndTextAlike_AndTheSameIsWrittenInOneWay()
    {
        var one = PayrollVariables.Parse(JsonElement.Parse("""{"hours": 62.50, "night_hours": 3, "bonus": null}"""), null);
        var two = PayrollVariables.Parse(JsonElement.Parse("""{"night_hours": {"hours": "3.0"}, "hours": "62.5"}"""), null);

        (one.Hours, one.NightHours, one.Bonus).ShouldBe((62.5m, new SupplementedHours(3, null), null));
        one.Canonical["hours"].ShouldBe(two.Canonical["hours"]);
    }

    [Fact]
    public void PutsThePartOfAnEmployeeBeforeThatOfAll()
    {
        var json = JsonElement.Parse($$"""{"bonus": 1, "hours": 10, "by_employee": {"{{Employee}}": {"bonus": 2} } }""");

        var own = PayrollVariables.Parse(json, Employee);
        (own.Bonus, own.Hours).ShouldBe((2m, 10m));
        PayrollVariables.Parse(json, Guid.NewGuid()).Bonus.ShouldBe(1m);
    }

    [Fact]
    public void IsEmpty_WhenNothingIsGiven() => PayrollVariables.Parse(null, Employee).Canonical.ShouldBeEmpty();
}
