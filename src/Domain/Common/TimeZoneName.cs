using System.Text.RegularExpressions;

namespace Pinnokio.Domain.Common;

/// <summary>IANA time zone names such as Europe/Zurich, checked against the machine's own zone data.</summary>
public static partial class TimeZoneName
{
    public const int MaxLength = 64;
    public const string Zurich = "Europe/Zurich";
    public const string Paris = "Europe/Paris";

    public static bool IsValid(string? text) => TryParse(text, out _);

    public static bool TryParse(string? text, out string canonical)
    {
        var name = text?.Trim() ?? "";
        var valid = name.Length <= MaxLength && Form().IsMatch(name) && (!MachineHasZones || IsOnMachine(name));
        return Compact.Accept(valid, name, out canonical);
    }

    // A slim container may carry no zone data at all; there the form has to do.
    private static bool MachineHasZones => IsOnMachine(Zurich);

    private static bool IsOnMachine(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out _);

    [GeneratedRegex(@"\A[A-Z][A-Za-z0-9_+\-]*(/[A-Z][A-Za-z0-9_+\-]*){0,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
