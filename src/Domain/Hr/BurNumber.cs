using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr;

/// <summary>Swiss business register numbers of a local unit (BUR/REE): a letter and eight digits. Source: Swissdec ELM.</summary>
public static class BurNumber
{
    public static bool IsValid(string? text) => TryParse(text, out _);

    public static bool TryParse(string? text, out string canonical)
    {
        var number = Compact.Of(text);
        var valid = number.Length == 9 && char.IsAsciiLetterUpper(number[0]) && Compact.IsDigits(number.AsSpan(1));
        return Compact.Accept(valid, number, out canonical);
    }
}
