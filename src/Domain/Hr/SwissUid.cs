using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr;

/// <summary>
/// Swiss enterprise numbers, <c>CHE-ddd.ddd.ddd</c>, whose last digit is a modulo 11 check. Source: Federal Statistical Office,
/// UID (weights 5 4 3 2 7 6 5 4; a remainder that would need the digit 10 is never issued).
/// </summary>
public static class SwissUid
{
    private const string Prefix = "CHE";
    private static readonly int[] Weights = [5, 4, 3, 2, 7, 6, 5, 4];

    public static bool IsValid(string? text) => TryParse(text, out _);

    public static bool TryParse(string? text, out string canonical)
    {
        var number = Compact.Of(text);
        var valid = number.Length == 12 && number.StartsWith(Prefix, StringComparison.Ordinal) && Compact.IsDigits(number.AsSpan(3));
        return Compact.Accept(valid && CheckDigit(number[3..11]) == number[11] - '0', valid ? Written(number) : "", out canonical);
    }

    private static string Written(string number) => $"{Prefix}-{number[3..6]}.{number[6..9]}.{number[9..]}";

    private static int CheckDigit(string digits) => (11 - digits.Zip(Weights, (digit, weight) => (digit - '0') * weight).Sum() % 11) % 11;
}
