using System.Buffers;
using System.Text.Json;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Rpc;

/// <summary>Refuses JSON values that .NET or PostgreSQL could not hold: U+0000, lone surrogates, numbers beyond a double's range, duplicate keys.</summary>
internal static class JsonText
{
    /// <summary>The string or property name under the reader.</summary>
    public static string ReadString(ref Utf8JsonReader reader, string field)
    {
        string? text;
        try
        {
            text = reader.GetString();
        }
        catch (InvalidOperationException)
        {
            throw new AppException(AppError.Invalid(field, $"{field} holds half of a surrogate pair."));
        }

        return text!.Contains('\0', StringComparison.Ordinal)
            ? throw new AppException(AppError.Invalid(field, $"{field} holds the character U+0000, which cannot be stored."))
            : text;
    }

    /// <summary>Checks the value under the reader, down to its leaves, and moves the reader to its end.</summary>
    public static void Check(ref Utf8JsonReader reader, string field)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String when reader.ValueIsEscaped:
                ReadString(ref reader, field);
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
}
