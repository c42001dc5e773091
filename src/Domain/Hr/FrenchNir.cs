using System.Globalization;
using System.Text.RegularExpressions;
using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr;

/// <summary>
/// French social security numbers: sex, year, month, department, commune, order, then the key 97 - (n mod 97). Months 20 to 42
/// and 50 to 99 stand for an unknown birth month; sex 3, 4, 7 and 8 for numbers given while registration is under way. For
/// the key, Corsica's 2A and 2B count as 19 and 18. Source: INSEE, RNIPP (decree 82-103).
/// </summary>
public static partial class FrenchNir
{
    private const int BodyLength = 13;

    public static bool IsValid(string? text) => TryParse(text, out _);

    public static bool TryParse(string? text, out string canonical)
    {
        var number = Compact.Of(text);
        return Compact.Accept(Form().IsMatch(number) && Key(number[..BodyLength]) == Number(number[BodyLength..]), number, out canonical);
    }

    /// <summary>What a list may show of a canonical number.</summary>
    public static string Mask(string canonical) => $"***********{canonical[^4..]}";

    private static long Key(string body) =>
        97 - Number(body.Replace("2A", "19", StringComparison.Ordinal).Replace("2B", "18", StringComparison.Ordinal)) % 97;

    private static long Number(string digits) => long.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"\A[1-478][0-9]{2}(0[1-9]|1[0-2]|[23][0-9]|4[0-2]|[5-9][0-9])(0[1-9]|[1-9][0-9]|2[AB])[0-9]{3}(?!000)[0-9]{3}[0-9]{2}\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Form();
}
