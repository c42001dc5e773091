using System.Text.RegularExpressions;

namespace Pinnokio.Architecture.Tests;

/// <summary>Tests keep what they promise: none is skipped, none sleeps, each says its outcome.</summary>
public sealed partial class TestHygieneTests
{
    [Fact]
    public void NoTestIsSkipped() => Repository.Tests.NoneMay("skips", Skipped());

    [Fact]
    public void NoTestSleeps() => Repository.Tests.NoneMay("sleeps instead of waiting for an event", Sleeping());

    [Fact]
    public void TestClassesAreNamedAfterTheirFiles() =>
        Repository
            .Tests.Where(file => TestMethod().IsMatch(file.Text))
            .EachMust(
                "hold a class of its name, ending in Tests",
                file =>
                {
                    var name = file.Name.Split('.')[^1] is "Tests"
                        ? file.Name.Split('.')[0] + "Tests"
                        : file.Name.Replace(".", "", StringComparison.Ordinal);
                    return name.EndsWith("Tests", StringComparison.Ordinal) && Regex.IsMatch(file.Text, $@"\bclass {name}\b");
                }
            );

    [Fact]
    public void TestMethodsSayOutcomeAndCondition() =>
        Repository
            .Tests.SelectMany(file => TestMethod().Matches(file.Text).Select(match => (file, Name: match.Groups["name"].Value)))
            .EachMust("read Outcome or Outcome_WhenCondition", test => Outcome().IsMatch(test.Name));

    [Theory]
    [InlineData("[Fact(Skip = 'later')]")]
    [InlineData("[InlineData(1, Skip='later')]")]
    public void ASkippedTestIsSeen(string line) => Skipped().IsMatch(line).ShouldBeTrue();

    [Theory]
    [InlineData("ReturnsEmployeesSortedByName", true)]
    [InlineData("RejectsPageSize_WhenAbove200", true)]
    [InlineData("Test1_a", false)]
    [InlineData("Lists_Employees_When_Asked", false)]
    public void AMethodNameIsJudged(string name, bool good) => Outcome().IsMatch(name).ShouldBe(good);

    [GeneratedRegex(@"\bSkip\s*=|\bSkipException\b|\bAssert\.Skip")]
    private static partial Regex Skipped();

    [GeneratedRegex(@"\bawait Task\.Delay\(|\bThread\.Sleep\(")]
    private static partial Regex Sleeping();

    [GeneratedRegex(@"\[(Fact|Theory|Property)[^\n]*\]\s+(\[[^\n]*\]\s+)*public (async )?[\w<>]+ (?<name>\w+)\(")]
    private static partial Regex TestMethod();

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*(_[A-Z][A-Za-z0-9]*)?$")]
    private static partial Regex Outcome();
}
