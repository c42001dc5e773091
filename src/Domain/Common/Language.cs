namespace Pinnokio.Domain.Common;

/// <summary>The languages that labels and payslips come in.</summary>
public static class Language
{
    public const string French = "fr";
    public const string English = "en";
    public const string German = "de";
    public const string Italian = "it";

    public static IReadOnlyList<string> All { get; } = [French, English, German, Italian];
}
