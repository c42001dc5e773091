using System.Text.RegularExpressions;

namespace Pinnokio.Architecture.Tests;

public sealed partial class RuleTests
{
    [Fact]
    public void Fails_WhenItSelectsNothing() =>
        Should.Throw<ShouldAssertException>(() => Array.Empty<int>().EachMust("be positive", number => number > 0));

    [Fact]
    public void NamesEachBreach()
    {
        var failure = Should.Throw<ShouldAssertException>(() => new[] { 1, -2, -3 }.EachMust("be positive", number => number > 0));

        failure.Message.ShouldContain("-2 must be positive");
        failure.Message.ShouldContain("-3 must be positive");
        failure.Message.ShouldNotContain("1 must be positive");
    }

    [Fact]
    public void FindsABannedWordInCode_ButNotInAComment()
    {
        var file = new SourceFile("Sample.cs", "// sleep here\nvar calm = true;\nsleep();\n");

        var failure = Should.Throw<ShouldAssertException>(() => new[] { file }.NoneMay("sleeps", Sleep()));

        failure.Message.ShouldContain("Sample.cs:3 sleeps");
        failure.Message.ShouldNotContain("Sample.cs:1");
    }

    [GeneratedRegex("sleep")]
    private static partial Regex Sleep();
}
