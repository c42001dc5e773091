using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr;

/// <summary>
/// French establishment numbers: 14 digits that satisfy Luhn, as do the first nine (SIREN). La Poste ran out of such numbers: under
/// SIREN 356000000 a digit sum divisible by five does. Source: INSEE, Sirene.
/// </summary>
public static class Siret
{
    private const int Length = 14;
    private const int SirenLength = 9;
    private const string LaPoste = "356000000";

    public static bool IsValid(string? text) => TryParse(text, out _);

    public static bool TryParse(string? text, out string canonical)
    {
        var number = Compact.Of(text);
        var valid = number.Length == Length && Compact.IsDigits(number) && Luhn(number[..SirenLength]);
        return Compact.Accept(valid && (Luhn(number) || IsPostOffice(number)), number, out canonical);
    }

    private static bool IsPostOffice(string number) =>
        number.StartsWith(LaPoste, StringComparison.Ordinal) && number.Sum(digit => digit - '0') % 5 == 0;

    private static bool Luhn(string number) =>
        number.Reverse().Select((digit, i) => (digit - '0') * (i % 2 + 1)).Sum(product => product > 9 ? product - 9 : product) % 10 == 0;
}
