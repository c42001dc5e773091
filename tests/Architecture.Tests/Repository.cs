using System.Text.RegularExpressions;

namespace Pinnokio.Architecture.Tests;

/// <summary>The working tree that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static SourceFile[] Source { get; } = Under("src", "*.cs");

    public static SourceFile[] Tests { get; } = Under("tests", "*.cs");

    public static SourceFile[] Code { get; } = [.. Source, .. Tests];

    public static SourceFile File(string path) => new(path, System.IO.File.ReadAllText(Path.Combine(Root, path)));

    public static SourceFile[] Under(string folder, string pattern) =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
                .Select(path => File(Path.GetRelativePath(Root, path)))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "Pinnokio.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Pinnokio.sln is in no folder above the tests.");
        }

        return folder.FullName;
    }
}

/// <summary>One file, its path relative to the repository's root.</summary>
internal sealed partial record SourceFile(string Path, string Text)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    public string[] Lines => field ??= Text.TrimEnd('\n').Split('\n');

    /// <summary>The lines that do something: no comments, and nothing between quotes.</summary>
    public IEnumerable<(int Number, string Line)> Statements =>
        Lines
            .Select((line, index) => (Number: index + 1, Line: Quoted().Replace(line, "\"\"")))
            .Where(at => !at.Line.TrimStart().StartsWith("//", StringComparison.Ordinal));

    public override string ToString() => Path;

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Quoted();
}
