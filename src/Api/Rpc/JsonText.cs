using System.Text.Json;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Rpc;

/// <summary>Refuses JSON values that .NET or PostgreSQL could not hold: U+0000, lone surrogates, numbers beyond a double's range, duplicate keys.</summary>
internal static class JsonText
{
    private const int StackLimit = 256;

    /// <summary>The string or property name under the reader.</summary>
    public static string ReadString(ref Utf8JsonReader reader, string field)
    {
        try
        {
            var text = reader.GetString()!;
            return text.Contains('\0', StringComparison.Ordinal) ? throw HoldsNul(field) : text;
        }
        catch (InvalidOperationException)
        {
            throw HoldsHalfPair(field);
        }
    }

    /// <summary>Checks the value under the reader, down to its leaves, and moves the reader to its end.</summary>
    public static void Check(ref Utf8JsonReader reader, string field)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String when reader.ValueIsEscaped:
                CheckEscapes(ref reader, field);
                break;
            case JsonTokenType.Number when !reader.TryGetDouble(out var number) || !double.IsFinite(number):
                throw new AppException(AppError.Invalid(field, $"{field} holds a number out of range."));
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    Check(ref reader, field);
                }

                break;
            case JsonTokenType.StartObject:
                HashSet<string>? keys = null;
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    if (!(keys ??= []).Add(ReadString(ref reader, field)))
                    {
                        throw new AppException(AppError.Invalid(field, $"{field} holds the same key twice."));
                    }

                    reader.Read();
                    Check(ref reader, field);
                }

                break;
        }
    }

    /// <summary>As <see cref="ReadString"/>, without keeping the text: Python escapes every letter beyond ASCII, so this is common.</summary>
    private static void CheckEscapes(ref Utf8JsonReader reader, string field)
    {
        if (reader.ValueSpan.Length > StackLimit)
        {
            ReadString(ref reader, field);
            return;
        }

        Span<char> text = stackalloc char[StackLimit];
        try
        {
            if (text[..reader.CopyString(text)].Contains('\0'))
            {
                throw HoldsNul(field);
            }
        }
        catch (InvalidOperationException)
        {
            throw HoldsHalfPair(field);
        }
    }

    private static AppException HoldsNul(string field) =>
        new(AppError.Invalid(field, $"{field} holds the character U+0000, which cannot be stored."));

    private static AppException HoldsHalfPair(string field) => new(AppError.Invalid(field, $"{field} holds half of a surrogate pair."));
}
