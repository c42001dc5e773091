using Pinnokio.Domain.Hr;
using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Domain.Tests.Hr.Payroll;

public sealed class YearToDateTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("""{"gross": 78000}""")]
    [InlineData("""{"month": 1}""")]
    [InlineData("""{"month": "January"}""")]
    [InlineData("""{"month": {"gross": "6500.00"}}""")]
    [InlineData("""{"month": {"gross": 1e40}}""")]
    [InlineData("""{"month": {"gross": 1, "bases": {"avs": 1}}}""")]
    public void CountsAResultWithItsGross_WhenItsBasesAreOfAnotherSystem(string? ytd)
    {
        var year = YearToDate.Of([Result(1, ytd)]);

        (year.Sum(YtdKeys.Gross), year.Sum(YtdKeys.AvsBase), year.Sum(YtdKeys.Days)).ShouldBe((6_000m, 6_000m, 30m));
    }

    [Fact]
    public void SumsTheBasesThatMonthsLeftBehind()
    {
        var year = YearToDate.Of([
            Result(1, """{"month": {"gross": 6500.00, "avs_base": 5000}}"""),
            Result(2, """{"month": {"gross": 1, "avs_base": 0.5}}"""),
        ]);

        (year.Sum(YtdKeys.Gross), year.Sum(YtdKeys.AvsBase), year.Sum(YtdKeys.Days)).ShouldBe((6_501m, 5_000.5m, 0m));
    }

    private static PayrollResult Result(short month, string? ytd) =>
        new()
        {
            PeriodYear = 2025,
            PeriodMonth = month,
            Gross = 6_000m,
            Ytd = ytd,
        };
}
