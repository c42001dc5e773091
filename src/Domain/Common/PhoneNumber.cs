namespace Pinnokio.Domain.Common;

/// <summary>Telephone numbers in international form: plus, country code, at most 15 digits. Source: ITU-T E.164.</summary>
public static class PhoneNumber
{
    public const int MaxLength = 16;
    private const int FewestDigits = 7;

    public static bool IsValid(string? text) => TryParse(text, out _);

    public static bool TryParse(string? text, out string canonical)
    {
        var number = Compact.Of(text);
        var valid =
            number.Length is > FewestDigits and <= MaxLength && number[0] == '+' && number[1] != '0' && Compact.IsDigits(number.AsSpan(1));
        return Compact.Accept(valid, number, out canonical);
    }
}
