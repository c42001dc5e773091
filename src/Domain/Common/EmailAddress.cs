using System.Text.RegularExpressions;

namespace Pinnokio.Domain.Common;

/// <summary>Mail addresses in lower case; lengths as in RFC 5321, form kept loose because only a delivered mail proves an address.</summary>
public static partial class EmailAddress
{
    public const int MaxLength = 254;

    public static bool IsValid(string? text) => TryParse(text, out _);

    public static bool TryParse(string? text, out string canonical)
    {
        var plain = PlainText.TryClean(text, out var clean) && clean.Length <= MaxLength;
        return Compact.Accept(plain && Form().IsMatch(clean), clean.ToLowerInvariant(), out canonical);
    }

    [GeneratedRegex(@"\A[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
