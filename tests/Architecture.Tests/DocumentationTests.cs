using System.Text.RegularExpressions;

namespace Pinnokio.Architecture.Tests;

/// <summary>What the documents say of the tree.</summary>
public sealed partial class DocumentationTests
{
    private static readonly SourceFile _readme = Repository.File("README.md");
    private static readonly SourceFile[] _pages = [_readme, .. Repository.Under("docs", "*.md"), .. Repository.Under("src", "*.md")];

    [Fact]
    public void EverySettingStandsInTheReadme() =>
        Repository
            .Source.SelectMany(file => Setting().Matches(file.Text).Select(match => match.Value.Trim('"')))
            .Distinct()
            .EachMust("stand in the README", name => _readme.Text.Contains(name, StringComparison.Ordinal));

    [Fact]
    public void EverySettingOfTheReadmeIsRead()
    {
        var code = string.Join('\n', Repository.Source.Select(file => file.Text));
        ReadmeSetting()
            .Matches(_readme.Text)
            .Select(match => match.Groups[1].Value)
            .Distinct()
            .EachMust("be read by the code", name => code.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public void LinksLeadSomewhere() =>
        _pages
            .SelectMany(page => Link().Matches(page.Text).Select(match => Path.Combine(page.Folder, match.Groups[1].Value)))
            .EachMust("exist", path => File.Exists(Path.Combine(Repository.Root, path)));

    [Fact]
    public void RecordsSayContextDecisionAndBothSides() =>
        Repository
            .Under("docs/decisions", "0*.md")
            .EachMust(
                "say context, decision, what is easier and what is harder, in at most 45 lines",
                record =>
                    record.Lines.Length <= 45
                    && new[] { "Context", "Decision", "Easier", "Harder" }.All(part => record.Lines.Contains($"## {part}"))
            );

    [Theory]
    [InlineData("configuration[\"PINNOKIO_POSTGRES_BIN\"]", true)]
    [InlineData("\"IDEMPOTENCY_KEY_REUSED\"", false)]
    public void ASettingIsSeen(string line, bool seen) => Setting().IsMatch(line).ShouldBe(seen);

    [GeneratedRegex("\"(PINNOKIO|LISTENERS|NEON|HR|RPC|USE|GOOGLE|FIREBASE|CHROMA|OPENAI|STRIPE)_[A-Z0-9_]+\"")]
    private static partial Regex Setting();

    [GeneratedRegex("`((?:PINNOKIO|LISTENERS|NEON|HR|RPC|USE)_[A-Z0-9_]+)")]
    private static partial Regex ReadmeSetting();

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)\)")]
    private static partial Regex Link();
}
