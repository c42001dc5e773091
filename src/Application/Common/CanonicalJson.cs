using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Pinnokio.Application.Common;

/// <summary>The JSON Canonicalization Scheme of RFC 8785, as far as fingerprints of calls need it.</summary>
internal static class CanonicalJson
{
    /// <summary>SHA-256 over the canonical form of <c>{"args", "kwargs", "method"}</c>; absent arguments count as empty ones.</summary>
    public static byte[] Fingerprint(string method, ReadOnlySpan<byte> args, ReadOnlySpan<byte> kwargs)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        buffer.Write("{\"args\":"u8);
        Write(buffer, args.IsEmpty ? "[]"u8 : args);
        buffer.Write(",\"kwargs\":"u8);
        Write(buffer, kwargs.IsEmpty ? "{}"u8 : kwargs);
        buffer.Write(",\"method\":"u8);
        WriteString(buffer, method);
        buffer.Write("}"u8);
        return SHA256.HashData(buffer.WrittenSpan);
    }

    /// <summary>Appends the canonical form of one JSON value.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 64 });
        using var document = JsonDocument.ParseValue(ref reader);
        Write(output, document.RootElement);
    }

    private static void Write(IBufferWriter<byte> output, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(output, value);
                break;
            case JsonValueKind.Array:
                output.Write("["u8);
                var first = true;
                foreach (var item in value.EnumerateArray())
                {
                    Separate(output, ref first);
                    Write(output, item);
                }

                output.Write("]"u8);
                break;
            case JsonValueKind.String:
                WriteString(output, value.GetString()!);
                break;
            case JsonValueKind.Number:
                output.Write(Encoding.ASCII.GetBytes(FormatNumber(value.GetDouble())));
                break;
            default:
                output.Write(Encoding.ASCII.GetBytes(value.GetRawText()));
                break;
        }
    }

    private static void WriteObject(IBufferWriter<byte> output, JsonElement value)
    {
        output.Write("{"u8);
        var first = true;
        // Ordinal comparison of .NET strings is by UTF-16 code unit, which is the order that the RFC asks for.
        foreach (var property in value.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            Separate(output, ref first);
            WriteString(output, property.Name);
            output.Write(":"u8);
            Write(output, property.Value);
        }

        output.Write("}"u8);
    }

    private static void Separate(IBufferWriter<byte> output, ref bool first)
    {
        if (!first)
        {
            output.Write(","u8);
        }

        first = false;
    }

    private static void WriteString(IBufferWriter<byte> output, string text)
    {
        var escaped = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => escaped.Append("\\\""),
                '\\' => escaped.Append("\\\\"),
                '\b' => escaped.Append("\\b"),
                '\f' => escaped.Append("\\f"),
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                < ' ' => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => escaped.Append(c),
            };
        }

        output.Write(Encoding.UTF8.GetBytes(escaped.Append('"').ToString()));
    }

    /// <summary>A double as ECMAScript prints it: shortest round trip, plain between 1e-6 and 1e21, exponent otherwise.</summary>
    public static string FormatNumber(double number)
    {
        if (number == 0)
        {
            return "0";
        }

        var roundTrip = Math.Abs(number).ToString("R", CultureInfo.InvariantCulture).Split('E');
        var mantissa = roundTrip[0];
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var plain = mantissa.Replace(".", "", StringComparison.Ordinal);
        var digits = plain.Trim('0');
        var leading = plain.Length - plain.TrimStart('0').Length;
        var exponent = (dot < 0 ? mantissa.Length : dot) - leading - 1;
        if (roundTrip.Length > 1)
        {
            exponent += int.Parse(roundTrip[1], CultureInfo.InvariantCulture);
        }

        var point = exponent + 1;
        var text = point switch
        {
            > 0 and <= 21 when digits.Length <= point => digits + new string('0', point - digits.Length),
            > 0 and <= 21 => $"{digits[..point]}.{digits[point..]}",
            > -6 and <= 0 => $"0.{new string('0', -point)}{digits}",
            _ => $"{digits[0]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}",
        };
        return number < 0 ? "-" + text : text;
    }
}
