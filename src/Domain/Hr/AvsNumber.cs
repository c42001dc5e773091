using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr;

/// <summary>
/// Swiss social insurance numbers (AVS/AHV): 13 digits, country prefix 756, last digit the EAN-13 check digit; kept as digits.
/// Source: Central Compensation Office, NAVS13; GS1 General Specifications for the check digit.
/// </summary>
public static class AvsNumber
{
    private const int Length = 13;
    private const string CountryPrefix = "756";

    public static bool IsValid(string? text) => TryParse(text, out _);

    public static bool TryParse(string? text, out string canonical)
    {
        var number = Compact.Of(text);
        var valid = number.Length == Length && Compact.IsDigits(number) && number.StartsWith(CountryPrefix, StringComparison.Ordinal);
        return Compact.Accept(valid && WeightedSum(number) % 10 == 0, number, out canonical);
    }

    /// <summary>What a list may show of a canonical number.</summary>
    public static string Mask(string canonical) => $"{CountryPrefix}.****.****.{canonical[^2..]}";

    private static int WeightedSum(string digits) => digits.Select((digit, i) => (digit - '0') * (i % 2 == 0 ? 1 : 3)).Sum();
}
