namespace Pinnokio.Architecture.Tests;

/// <summary>The limits stand just outside what honest code needs, so that drift shows.</summary>
public sealed class SizeTests
{
    [Fact]
    public void SourceFilesHaveAtMost300Lines() => Repository.Source.EachMust("have at most 300 lines", file => file.Lines.Length <= 300);

    [Fact]
    public void TestFilesHaveAtMost400Lines() => Repository.Tests.EachMust("have at most 400 lines", file => file.Lines.Length <= 400);

    [Fact]
    public void BehavioursAndConfigurationsHaveAtMost250Lines()
    {
        var behaviours = Repository.Source.Where(file => file.Name.EndsWith("Behaviour", StringComparison.Ordinal));
        var configurations = Repository.Source.Where(file => file.Name.EndsWith("Configuration", StringComparison.Ordinal));

        behaviours.EachMust("have at most 250 lines", file => file.Lines.Length <= 250);
        configurations.EachMust("have at most 250 lines", file => file.Lines.Length <= 250);
    }

    [Theory]
    [InlineData("src/Api/Program.cs", 60)]
    [InlineData("Directory.Build.props", 30)]
    [InlineData(".editorconfig", 150)]
    [InlineData("build.cake", 300)]
    [InlineData("README.md", 200)]
    public void TheFilesThatEverybodyReadsStayShort(string path, int most) =>
        Repository.File(path).Lines.Length.ShouldBeLessThanOrEqualTo(most);
}
