using Pinnokio.Domain.Hr;

namespace Pinnokio.Domain.Tests.Hr;

public sealed class PayrollLineTests
{
    [Theory]
    [InlineData("""{"fr": "Avance", "de": "Vorschuss"}""", "Vorschuss")]
    [InlineData("""{"fr": "Avance", "de": " "}""", "Avance")]
    [InlineData("""{"fr": "Avance", "de": 5}""", "Avance")]
    [InlineData("""{"en": "Advance"}""", "6510")]
    [InlineData("""{"fr": null}""", "6510")]
    [InlineData("[]", "6510")]
    [InlineData("null", "6510")]
    [InlineData("\"Avance\"", "6510")]
    public void IsCalledAsItsLabelsSay_ElseByItsNumber(string labels, string name) =>
        new PayrollLine { ItemCode = "6510", Labels = labels }
            .LabelIn("de")
            .ShouldBe(name);
}
