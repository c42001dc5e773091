using Pinnokio.Domain.Common;

namespace Pinnokio.Application.Common;

/// <summary>The closed set of ways in which a call can fail; each entrance maps it to its own form.</summary>
public enum ErrorKind
{
    Invalid,
    Unauthenticated,
    Forbidden,
    MethodNotFound,
    NotFound,
    InvalidApiVersion,
    Conflict,
    IdempotencyKeyReused,
    InProgress,
    RateLimited,
    Overloaded,
    Unavailable,
    DeadlineExceeded,
    Internal,
}

/// <summary>A named failure. <c>Code</c> is contract and never changes; <c>Message</c> is for people and holds nothing personal or internal.</summary>
public sealed record AppError(string Code, ErrorKind Kind, string Message)
{
    /// <summary>Wire name of the argument at fault.</summary>
    public string? Field { get; init; }

    /// <summary>Milliseconds after which a retry can help; absent when it cannot.</summary>
    public int? RetryAfterMs { get; init; }

    /// <summary>Facts a caller can act on, such as the clashing records.</summary>
    public object? Details { get; init; }

    public static AppError Invalid(string field, string message) => new("invalid_argument", ErrorKind.Invalid, message) { Field = field };

    /// <summary>A broken rule of the domain; its field under the name that callers know.</summary>
    public static AppError Of(DomainRuleException rule) =>
        new(rule.Code, ErrorKind.Invalid, rule.Message) { Field = rule.Field is null ? null : WireJson.Naming.ConvertName(rule.Field) };

    public static AppError Unavailable(string what) =>
        new("dependency_unavailable", ErrorKind.Unavailable, $"{what} is not available at the moment.") { RetryAfterMs = 1_000 };

    public static AppError DeadlineExceeded { get; } =
        new("deadline_exceeded", ErrorKind.DeadlineExceeded, "The call did not finish before its deadline.") { RetryAfterMs = 1_000 };

    public static AppError Internal { get; } =
        new("internal", ErrorKind.Internal, "An unexpected error occurred; the trace id finds it in the logs.") { RetryAfterMs = 1_000 };
}

/// <summary>Carries an <see cref="AppError"/> to the entrance.</summary>
public sealed class AppException(AppError error, Exception? inner = null) : Exception(error.Message, inner)
{
    public AppError Error { get; } = error;

    /// <summary>It is certain that nothing was done; otherwise that depends on where it was thrown.</summary>
    public bool HadNoEffect { get; init; }
}
