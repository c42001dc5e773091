using System.Text.RegularExpressions;

namespace Pinnokio.Architecture.Tests;

/// <summary>The analyzer refuses banned symbols by meaning; these rules see to it that it is asked, and to what it cannot see.</summary>
public sealed partial class BannedSymbolTests
{
    [Theory]
    [InlineData("P:System.DateTime.Now;")]
    [InlineData("P:System.DateTime.UtcNow;")]
    [InlineData("P:System.DateTimeOffset.Now;")]
    [InlineData("P:System.DateTimeOffset.UtcNow;")]
    [InlineData("P:System.Threading.Tasks.Task`1.Result;")]
    [InlineData("M:System.Threading.Tasks.Task.Wait;")]
    [InlineData("M:System.Runtime.CompilerServices.TaskAwaiter`1.GetResult;")]
    [InlineData("M:System.Threading.Thread.Sleep(System.Int32);")]
    public void TheListHoldsTheAmbientClockAndEveryWayToBlock(string symbol) =>
        Repository.File("BannedSymbols.txt").Text.ShouldContain(symbol);

    [Fact]
    public void TheAnalyzerReadsTheListAndItsWordIsFinal()
    {
        var properties = Repository.File("Directory.Build.props").Text;

        properties.ShouldContain("Include=\"Microsoft.CodeAnalysis.BannedApiAnalyzers\"");
        properties.ShouldContain("BannedSymbols.txt");
        properties.ShouldContain("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>");
        Repository.File(".editorconfig").Text.ShouldNotContain("RS0030");
        Repository.Under("src", "*.csproj").Concat(Repository.Under("tests", "*.csproj")).NoneMay("turns warnings off", Silenced());
        Repository.Code.NoneMay("turns the analyzer off", Silenced());
    }

    [Fact]
    public void NoCodeReadsTheAmbientClockOrBlocks() => Repository.Code.NoneMay("is banned", AmbientOrBlocking());

    [Fact]
    public void NoIdentifierIsComparedAsText() => Repository.Code.NoneMay("compares an identifier as text", TextualIdentity());

    [Theory]
    [InlineData("var now = DateTime.UtcNow;")]
    [InlineData("task.GetAwaiter().GetResult();")]
    [InlineData("task.Wait();")]
    [InlineData("Thread.Sleep(5);")]
    public void ABannedCallIsSeen(string line) => AmbientOrBlocking().IsMatch(line).ShouldBeTrue();

    [Theory]
    [InlineData("if (employee.Id.ToString() == text)")]
    [InlineData("companyId.ToString(\"N\").Equals(other)")]
    public void ATextualComparisonIsSeen(string line) => TextualIdentity().IsMatch(line).ShouldBeTrue();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?(Now|Today)\b|\.GetAwaiter\(\)\s*\.GetResult\(|\.Wait\(\)|\bThread\.Sleep\(")]
    private static partial Regex AmbientOrBlocking();

    [GeneratedRegex(@"[iI]d\.ToString\([^)]*\)\s*(==|!=|\.Equals\()")]
    private static partial Regex TextualIdentity();

    [GeneratedRegex(@"pragma warning disable.*RS0030|<NoWarn>|SuppressMessage.*RS0030")]
    private static partial Regex Silenced();
}
