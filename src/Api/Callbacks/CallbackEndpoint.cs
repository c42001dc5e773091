using System.Diagnostics.Metrics;
using System.Text.Json;
using Pinnokio.Api.Errors;
using Pinnokio.Api.Rpc;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Jobs;

namespace Pinnokio.Api.Callbacks;

/// <summary>
/// <c>POST /hr/callback</c>: what the jobber reports is stored, then answered. It is neither shed nor limited: a report that is refused comes again, and work
/// that is done should be known.
/// </summary>
internal sealed partial class CallbackEndpoint(
    CallbackOptions options,
    IJobInbox inbox,
    IEnumerable<IFaultTranslator> translators,
    CallbackMetrics metrics,
    TimeProvider clock,
    ILogger<CallbackEndpoint> log
)
{
    /// <summary>A store that needs longer is away; the jobber is told in time to come again.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly ServiceTokens _tokens = new(options.Tokens);
    private readonly CallbackSignature _signature = new(options.Secrets, clock);

    public async Task HandleAsync(HttpContext http)
    {
        var began = clock.GetTimestamp();
        if (!_tokens.Accepts(http.Request.Headers.Authorization))
        {
            await RefuseAsync(http, HttpErrors.Unauthenticated);
            return;
        }

        if (!http.Request.HasJsonContentType())
        {
            metrics.Answered("refused", clock.GetElapsedTime(began));
            await HttpErrors.WriteAsync(http, StatusCodes.Status415UnsupportedMediaType, HttpErrors.NotJson);
            return;
        }

        var body = await RpcEndpoint.ReadBodyAsync(http.Request, http.RequestAborted);
        if (_signature.Fault(http.Request.Headers, body.Span) is { } fault)
        {
            LogRefused(fault.Code);
            await RefuseAsync(http, fault);
            return;
        }

        try
        {
            var callback = CallbackBody.Parse(body.Span);
            using var patience = new CancellationTokenSource(s_patience, clock);
            var receipt = await inbox.AcceptAsync(callback, patience.Token); // whether the sender waits or not
            var took = clock.GetElapsedTime(began);
            metrics.Answered(WireJson.Naming.ConvertName(receipt.Outcome.ToString()), took);
            await AnswerAsync(http, callback.JobId, receipt.Outcome, took);
        }
        catch (Exception failure)
        {
            var error = Translate(failure);
            if (error.Kind == ErrorKind.Internal)
            {
                LogBroke(failure);
            }
            else
            {
                LogRefused(error.Code);
            }

            metrics.Answered("refused", clock.GetElapsedTime(began));
            await HttpErrors.WriteAsync(http, StatusOf(error.Kind), error);
        }
    }

    private Task RefuseAsync(HttpContext http, AppError error)
    {
        metrics.Answered("refused", TimeSpan.Zero);
        return HttpErrors.WriteAsync(http, StatusCodes.Status401Unauthorized, error);
    }

    private static async Task AnswerAsync(HttpContext http, string jobId, CallbackOutcome outcome, TimeSpan took)
    {
        using var body = new PooledBuffer(256);
        await using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteBoolean("ok"u8, true);
            writer.WriteString("job_id"u8, jobId);
            writer.WriteBoolean("ws_sent"u8, outcome == CallbackOutcome.Applied);
            writer.WriteNumber("dt_ms"u8, Math.Round(took.TotalMilliseconds, 1));
            if (outcome == CallbackOutcome.Duplicate)
            {
                writer.WriteBoolean("duplicate"u8, true);
            }

            writer.WriteEndObject();
        }

        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body.Written, http.RequestAborted);
    }

    private AppError Translate(Exception failure) =>
        failure switch
        {
            AppException known => known.Error,
            OperationCanceledException => AppError.Unavailable("The database"),
            _ => translators.Translate(failure) ?? AppError.Internal,
        };

    private static int StatusOf(ErrorKind kind) =>
        kind switch
        {
            ErrorKind.Invalid => StatusCodes.Status400BadRequest,
            ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
            ErrorKind.Internal => StatusCodes.Status500InternalServerError,
            _ => StatusCodes.Status503ServiceUnavailable,
        };

    [LoggerMessage(330, LogLevel.Information, "hr_callback refused: {Error}")]
    private partial void LogRefused(string error);

    [LoggerMessage(331, LogLevel.Error, "hr_callback failed")]
    private partial void LogBroke(Exception fault);
}

/// <summary>Callbacks by what became of them, and how long that took.</summary>
internal sealed class CallbackMetrics(IMeterFactory meters)
{
    private readonly Histogram<double> _duration = meters
        .Create("Pinnokio.Callbacks")
        .CreateHistogram<double>("pinnokio_callback_duration", "s", "Callbacks of the jobber, by outcome.");

    public void Answered(string outcome, TimeSpan took) =>
        _duration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
}
