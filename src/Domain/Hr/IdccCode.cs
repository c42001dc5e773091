using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr;

/// <summary>Numbers of French collective agreements: four digits, such as 3090. Source: French labour ministry, IDCC list.</summary>
public static class IdccCode
{
    public static bool IsValid(string? text) => TryParse(text, out _);

    public static bool TryParse(string? text, out string canonical)
    {
        var code = text?.Trim() ?? "";
        return Compact.Accept(code.Length == 4 && Compact.IsDigits(code), code, out canonical);
    }
}
