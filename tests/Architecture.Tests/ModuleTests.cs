using System.Text.RegularExpressions;

namespace Pinnokio.Architecture.Tests;

/// <summary>A module is a folder of Domain or Application; another module may use its Contracts and nothing else.</summary>
public sealed class ModuleTests
{
    private static readonly string[] _shared = ["Common", "Behaviours"];
    private static readonly string[] _modules = Discover();

    [Fact]
    public void ModulesAreDiscovered() => _modules.ShouldContain("Hr");

    [Fact]
    public void NoModuleUsesAnother() =>
        Repository
            .Source.Where(file => ModuleOf(file) is not null)
            .MustNot(file => Intrusions(file, ModuleOf(file)!, _modules).Select(line => $"{file}:{line}"));

    [Theory]
    [InlineData("using Pinnokio.Application.Planning;")]
    [InlineData("using static Pinnokio.Domain.Planning.Mission;")]
    [InlineData("    private readonly Domain.Planning.Mission _mission;")]
    [InlineData("    Task Handle() => Planning.Rules.Check();")]
    public void AnIntrusionIsSeen(string line) =>
        Intrusions(new SourceFile("src/Application/Hr/Sample.cs", line), "Hr", ["Hr", "Planning"]).ShouldHaveSingleItem();

    [Theory]
    [InlineData("using Pinnokio.Application.Planning.Contracts;")]
    [InlineData("using Pinnokio.Application.Hr.Employees;")]
    [InlineData("using Pinnokio.Application.PlanningTools;")]
    [InlineData("    Planning = 3,")]
    public void AContractAndAnOwnNameAreNoIntrusion(string line) =>
        Intrusions(new SourceFile("src/Application/Hr/Sample.cs", line), "Hr", ["Hr", "Planning"]).ShouldBeEmpty();

    private static string[] Discover() =>
        [
            .. new[] { "src/Domain", "src/Application" }
                .SelectMany(floor => Directory.EnumerateDirectories(Path.Combine(Repository.Root, floor)))
                .Select(folder => Path.GetFileName(folder))
                .Except(_shared)
                .Distinct(),
        ];

    private static string? ModuleOf(SourceFile file) =>
        file.Path.Split('/') is [_, _, var folder, ..] && _modules.Contains(folder) ? folder : null;

    private static IEnumerable<int> Intrusions(SourceFile file, string module, string[] modules)
    {
        var others = string.Join('|', modules.Where(other => other != module));
        return others.Length == 0
            ? []
            : file
                .Statements.Where(at =>
                    Regex.IsMatch(
                        at.Line,
                        $@"\b(Domain|Application|Infrastructure|Api)\.({others})\b(?!\.Contracts)|(?<![\w.])({others})\.(?!Contracts)[A-Z]"
                    )
                )
                .Select(at => at.Number);
    }
}
