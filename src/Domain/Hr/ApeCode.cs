using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr;

/// <summary>French activity codes (APE): four digits and a letter, such as 9001Z. Source: INSEE, NAF rev. 2.</summary>
public static class ApeCode
{
    public static bool IsValid(string? text) => TryParse(text, out _);

    public static bool TryParse(string? text, out string canonical)
    {
        var code = Compact.Of(text);
        var valid = code.Length == 5 && Compact.IsDigits(code.AsSpan(0, 4)) && char.IsAsciiLetterUpper(code[4]);
        return Compact.Accept(valid, code, out canonical);
    }
}
