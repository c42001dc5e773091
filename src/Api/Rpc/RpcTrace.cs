using System.Diagnostics;
using Pinnokio.Api.Errors;

namespace Pinnokio.Api.Rpc;

/// <summary>The span of a call: a root, or the child of the caller's. It says what was called and how it ended, nothing of whom or what about.</summary>
internal static class RpcTrace
{
    private static readonly ActivitySource s_source = new("Pinnokio.Rpc");

    /// <summary>Null, at no cost, while nobody listens.</summary>
    public static Activity? Start(HttpRequest request)
    {
        if (!s_source.HasListeners())
        {
            return null;
        }

        // The server's own activity is not exported; a child of it would hang in the air.
        Activity.Current = null;
        var isChild = ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, isRemote: true, out var parent);
        return s_source.StartActivity("rpc", ActivityKind.Server, isChild ? parent : default);
    }

    public static void End(Activity span, RpcAnswer answer, string traceId)
    {
        var method = answer.Method?.Name ?? RpcMetrics.Unknown;
        span.DisplayName = method;
        span.SetTag("rpc.system", "pinnokio");
        span.SetTag("rpc.method", method);
        span.SetTag("pinnokio.trace_id", traceId);
        if (answer.Error is { } error)
        {
            span.SetTag("error.type", WireErrors.CodeOf(error));
            span.SetStatus(ActivityStatusCode.Error);
        }

        span.Stop(); // before the answer is written: a caller that has it may look for the span
    }
}
