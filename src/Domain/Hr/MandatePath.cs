using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr;

/// <summary>
/// Where a mandate's documents live, such as <c>clients/u/bo_clients/p/mandates/m</c>: 1 to 512 characters, case-sensitive, no empty
/// segment, no <c>..</c>, no control character. Kept as it is written, because other systems compare it byte by byte.
/// </summary>
public static class MandatePath
{
    public const int MaxLength = 512;

    public static bool IsValid(string? text) => TryParse(text, out _);

    public static bool TryParse(string? text, out string canonical)
    {
        var path = text?.Trim() ?? "";
        var valid =
            path.Length is > 0 and <= MaxLength
            && PlainText.IsPlain(path)
            && !path.Contains("..", StringComparison.Ordinal)
            && path.Split('/').All(segment => !string.IsNullOrWhiteSpace(segment));
        return Compact.Accept(valid, path, out canonical);
    }

    /// <summary>The path without the spaces around it; one that is not valid stays as it is, and leads nowhere.</summary>
    public static string Canonical(string text) => TryParse(text, out var canonical) ? canonical : text;

    /// <summary>The second segment: whose mandate it is.</summary>
    public static string? ParentId(string canonical) => canonical.Split('/').ElementAtOrDefault(1);

    /// <summary>The fourth segment: which mandate it is.</summary>
    public static string? MandateId(string canonical) => canonical.Split('/').ElementAtOrDefault(3);
}
