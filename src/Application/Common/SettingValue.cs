using System.Globalization;

namespace Pinnokio.Application.Common;

/// <summary>Reads the values of settings. Absent and empty mean the usual one; a bad one stops the start with a message that names its variable.</summary>
public static class SettingValue
{
    public static int Whole(string variable, string? text, int least, int most, int usual) =>
        Read(text, least, most, usual) ?? throw Bad($"{variable} must be a whole number from {least} to {most}.");

    public static TimeSpan Seconds(string variable, string? text, int least, int most, TimeSpan usual) =>
        Read(text, least, most, (int)usual.TotalSeconds) is { } seconds
            ? TimeSpan.FromSeconds(seconds)
            : throw Bad($"{variable} must be a whole number of seconds from {least} to {most}.");

    /// <summary>A switch; off unless set.</summary>
    public static bool Flag(string variable, string? text) =>
        text?.Trim().ToLowerInvariant() switch
        {
            null or "" or "false" or "0" or "no" => false,
            "true" or "1" or "yes" => true,
            _ => throw Bad($"{variable} must be true or false."),
        };

    /// <summary>A whole number within bounds, in digits alone; null for anything else.</summary>
    public static int? Number(string? text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : null;

    private static int? Read(string? text, int least, int most, int usual) =>
        string.IsNullOrEmpty(text) ? usual : Number(text, least, most);

    private static InvalidOperationException Bad(string message) => new(message);
}
