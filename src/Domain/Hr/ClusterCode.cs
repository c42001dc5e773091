using System.Text.RegularExpressions;

namespace Pinnokio.Domain.Hr;

/// <summary>Codes of cantons and agreements: CH-GE, FR-3090. Existing databases may hold others, so only new clusters are held to it.</summary>
public static partial class ClusterCode
{
    public const int MaxLength = 40;

    public static bool IsValid(string? text) => text is not null && Form().IsMatch(text);

    [GeneratedRegex(@"\A(CH|FR)-[A-Z0-9]{2,12}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
