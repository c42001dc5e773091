using System.Text.Json;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Errors;

/// <summary>Errors as the RPC envelope and every other HTTP answer of this server write them.</summary>
internal static class WireErrors
{
    /// <summary>The wire's code of each kind; the set is contract.</summary>
    public static string CodeOf(ErrorKind kind) =>
        kind switch
        {
            ErrorKind.Invalid => "INVALID_ARGS",
            ErrorKind.Unauthenticated => "UNAUTHENTICATED",
            ErrorKind.Forbidden => "FORBIDDEN",
            ErrorKind.MethodNotFound => "METHOD_NOT_FOUND",
            ErrorKind.NotFound => "NOT_FOUND",
            ErrorKind.InvalidApiVersion => "INVALID_API_VERSION",
            ErrorKind.Conflict => "CONFLICT",
            ErrorKind.IdempotencyKeyReused => "IDEMPOTENCY_KEY_REUSED",
            ErrorKind.InProgress => "IN_PROGRESS",
            ErrorKind.RateLimited => "RATE_LIMITED",
            ErrorKind.Overloaded => "OVERLOADED",
            ErrorKind.Unavailable => "UNAVAILABLE",
            ErrorKind.DeadlineExceeded => "TIMEOUT",
            _ => "INTERNAL",
        };

    /// <summary>Writes <c>{"code", "message", "reason", ...}</c>; <c>outcome</c> stands with failed writes only.</summary>
    public static void Write(Utf8JsonWriter writer, AppError error, WriteOutcome? outcome = null)
    {
        writer.WriteStartObject();
        writer.WriteString("code"u8, CodeOf(error.Kind));
        writer.WriteString("message"u8, error.Message);
        writer.WriteString("reason"u8, error.Code);
        if (error.RetryAfterMs is { } retryAfter)
        {
            writer.WriteNumber("retry_after_ms"u8, retryAfter);
        }

        if (error.Field is { } field)
        {
            writer.WriteString("field"u8, field);
        }

        if (outcome is { } known)
        {
            writer.WriteString("outcome"u8, WireJson.Naming.ConvertName(known.ToString()));
        }

        if (error.Details is { } details)
        {
            writer.WritePropertyName("details"u8);
            JsonSerializer.Serialize(writer, details, WireJson.Options);
        }

        writer.WriteEndObject();
    }
}
