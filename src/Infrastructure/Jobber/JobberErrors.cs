using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Jobber;

/// <summary>What can go wrong with the jobber. One that is away, slow or broken may be well again; one that refuses has made up its mind.</summary>
internal static class JobberErrors
{
    public static AppException Unreachable(Exception? inner = null) => Away("cannot be reached", null, inner);

    public static AppException Silent(Exception? inner = null) => Away("did not answer in time", null, inner);

    public static AppException GivenUpOn(TimeSpan? pause, Exception inner) =>
        Away("failed again and again and is left alone", pause, inner);

    public static AppException Failed(int status, TimeSpan? retryAfter) => Away($"is not able to answer (HTTP {status})", retryAfter);

    public static AppException Redirects() => Away($"answers with a redirect; {JobberOptions.UrlVariable} must be its own address");

    public static AppException TooLong(Exception? inner = null) => Away("gave an answer that is too long", null, inner);

    public static AppException Unreadable(Exception? inner = null) => Away("gave an answer that cannot be read", null, inner);

    public static AppException Refused(int status, string? detail) =>
        new(
            new AppError(
                "jobber_refused",
                ErrorKind.Conflict,
                detail is null ? $"The HR jobber refuses (HTTP {status})." : $"The HR jobber refuses (HTTP {status}): {detail}"
            )
        );

    private static AppException Away(string how, TimeSpan? retryAfter = null, Exception? inner = null) =>
        new(
            new AppError("jobber_unavailable", ErrorKind.Unavailable, $"The HR jobber {how}.")
            {
                RetryAfterMs = (int)Math.Clamp(retryAfter?.TotalMilliseconds ?? 0, 1_000, 3_600_000),
            },
            inner
        );
}
