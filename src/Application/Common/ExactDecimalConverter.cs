using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pinnokio.Application.Common;

/// <summary>
/// Reads a number or a string, never through binary floating point, and refuses what it would have to round; writes a number with its own scale.
/// </summary>
internal sealed class ExactDecimalConverter : JsonConverter<decimal>
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>A text without exponent that is no longer than this has no more digits than a decimal holds.</summary>
    private const int AlwaysExactLength = 29;

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var number))
        {
            var digits = reader.ValueSpan;
            var isShort = digits.Length <= AlwaysExactLength && digits.IndexOfAny("eE"u8) < 0;
            return isShort || IsExact(Encoding.ASCII.GetString(digits), number) ? number : throw new JsonException();
        }

        return
            reader.TokenType == JsonTokenType.String
            && reader.GetString() is { } text
            && decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out number)
            && (text.Length <= AlwaysExactLength || IsExact(text, number))
            ? number
            : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value);

    private static bool IsExact(string text, decimal number) => Parts(text) == Parts(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>The significant digits and the power of ten of the last of them; an exponent beyond an int counts as none that can be held.</summary>
    private static (string Digits, long Power) Parts(string text)
    {
        var mark = text.AsSpan().IndexOfAny('e', 'E');
        var power = 0;
        if (mark >= 0 && !int.TryParse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power))
        {
            power = int.MaxValue;
        }

        var mantissa = (mark < 0 ? text : text[..mark]).TrimStart('-', '+');
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var fraction = dot < 0 ? 0 : mantissa.Length - dot - 1;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        var significant = digits.TrimEnd('0');
        return significant.Length == 0 ? ("", 0) : (significant, (long)power + digits.Length - significant.Length - fraction);
    }
}
