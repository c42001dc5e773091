using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Pinnokio.Architecture.Tests;

/// <summary>What is tracked is for every reader on every machine.</summary>
public sealed partial class RepositoryTests
{
    private static readonly string[] _text =
    [
        ".cs",
        ".csproj",
        ".props",
        ".targets",
        ".md",
        ".json",
        ".cake",
        ".sln",
        ".txt",
        ".runsettings",
        "",
    ];
    private static readonly SourceFile[] _tracked = Tracked();

    [Fact]
    public void NoFileNamesAMachineOrARegistry() =>
        _tracked.MustNot(file => file.Lines.Where(line => MachineOrRegistry().IsMatch(line)).Select(line => $"{file}: {line.Trim()}"));

    [Fact]
    public void TextIsUtf8WithLineFeedsAndAnEnd() =>
        _tracked
            .Where(file => _text.Contains(Path.GetExtension(file.Path)) && file.Name != "packages.lock")
            .EachMust(
                "be UTF-8 without a mark, with line feeds and a final one",
                file => !file.Text.Contains('\r', StringComparison.Ordinal) && !HasMark(file) && file.Text.EndsWith('\n')
            );

    [Fact]
    public void TheTopLevelIsTheHouseAlone() =>
        _tracked.Select(file => file.Path.Split('/')[0]).Distinct().EachMust("belong to the top level", name => TopLevel().IsMatch(name));

    [Theory]
    [InlineData("cd /wo" + "rk/main", true)]
    [InlineData("source https://api.nu" + "get.org/v3", true)]
    [InlineData("the /work of art", false)]
    public void AMachinePathIsSeen(string line, bool seen) => MachineOrRegistry().IsMatch(line).ShouldBe(seen);

    private static bool HasMark(SourceFile file) =>
        File.ReadAllBytes(Path.Combine(Repository.Root, file.Path)).AsSpan().StartsWith(Encoding.UTF8.Preamble);

    private static SourceFile[] Tracked()
    {
        using var git = Process.Start(
            new ProcessStartInfo("git", ["ls-files", "--cached", "--others", "--exclude-standard"])
            {
                WorkingDirectory = Repository.Root,
                RedirectStandardOutput = true,
            }
        )!;
        return
        [
            .. git
                .StandardOutput.ReadToEnd()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(path => File.Exists(Path.Combine(Repository.Root, path)))
                .Select(Repository.File),
        ];
    }

    [GeneratedRegex(@"(?<![\w.])/(?:work|farm|root|Users)/|\b(?:nuget|npmjs|pypi|debian|ubuntu)\.(?:org|com)\b")]
    private static partial Regex MachineOrRegistry();

    [GeneratedRegex(@"^(src|tests|docs|build\.cake|Pinnokio\.sln|README\.md|global\.json|BannedSymbols\.txt|\..+|.+\.(props|targets))$")]
    private static partial Regex TopLevel();
}
