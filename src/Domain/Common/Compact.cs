namespace Pinnokio.Domain.Common;

/// <summary>Numbers as people write them, with the spaces, dots and hyphens taken out.</summary>
internal static class Compact
{
    private const int LongestSensible = 100;
    private const string Separators = " .-\u00A0\u202F\u2009\t";

    /// <summary>Upper-cased and bare; empty where the text is missing or absurdly long.</summary>
    public static string Of(string? text) =>
        text is null || text.Length > LongestSensible ? "" : string.Concat(text.Where(c => !Separators.Contains(c))).ToUpperInvariant();

    public static bool IsDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    public static bool Accept(bool valid, string value, out string canonical)
    {
        canonical = valid ? value : "";
        return valid;
    }
}
