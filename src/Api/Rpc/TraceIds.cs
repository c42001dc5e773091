using System.Buffers;
using System.Diagnostics;

namespace Pinnokio.Api.Rpc;

/// <summary>The id by which an answer is found in the logs: every answer of <c>/rpc</c> tells it, and so does every error of the other paths.</summary>
internal static class TraceIds
{
    public const string Header = "X-Trace-Id";
    private const int MaxLength = 64;

    private static readonly SearchValues<char> s_characters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"
    );

    /// <summary>Marks the answer with the caller's id, or with a new one where the caller sent none of the right form.</summary>
    public static string Mark(HttpContext http, string? sent, Activity? span = null)
    {
        var id = IsOne(sent) ? sent! : New(span);
        http.TraceIdentifier = id; // a fault that clears the answer's headers leaves this
        http.Response.Headers[Header] = id;
        return id;
    }

    /// <summary>The id that the answer was marked with, or else a new one.</summary>
    public static string Of(HttpContext http) => Mark(http, http.TraceIdentifier);

    private static bool IsOne(string? text) => text is { Length: > 0 and <= MaxLength } && text.AsSpan().IndexOfAnyExcept(s_characters) < 0;

    /// <summary>Of a traced call, the same id leads to its lines in the log and to its trace.</summary>
    private static string New(Activity? span) => (span?.TraceId ?? ActivityTraceId.CreateRandom()).ToHexString();
}
