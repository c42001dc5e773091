using System.Text.RegularExpressions;

namespace Pinnokio.Architecture.Tests;

/// <summary>How every rule speaks: over a selection that must not be empty, without exceptions, listing all breaches.</summary>
internal static class Rule
{
    public static void EachMust<T>(this IEnumerable<T> selection, string rule, Func<T, bool> holds) =>
        selection.MustNot(item => holds(item) ? [] : [$"{item} must {rule}"]);

    public static void NoneMay(this IEnumerable<SourceFile> files, string reason, Regex banned) =>
        files.MustNot(file =>
            file.Statements.Where(at => banned.IsMatch(at.Line)).Select(at => $"{file}:{at.Number} {reason}: {at.Line.Trim()}")
        );

    public static void MustNot<T>(this IEnumerable<T> selection, Func<T, IEnumerable<string>> breaches)
    {
        var selected = selection.ToArray();
        selected.ShouldNotBeEmpty("The rule selects nothing, so it could not fail.");
        selected.SelectMany(breaches).ShouldBeEmpty();
    }
}
