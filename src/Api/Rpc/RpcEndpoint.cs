using System.Buffers;
using System.Text.Json;
using Pinnokio.Api.Errors;
using Pinnokio.Api.Protection;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Rpc;

/// <summary><c>POST /rpc</c>: one envelope in, one answer out.</summary>
internal sealed partial class RpcEndpoint(
    RpcDispatcher dispatcher,
    ServiceTokens tokens,
    CallRates rates,
    CallGate gate,
    RpcMetrics metrics,
    IReplyChannel replies,
    TimeProvider clock,
    ILogger<RpcEndpoint> log
)
{
    public const int MaxBodyBytes = 1 << 20;
    private const string ReplyPrefix = "redis:reply:";

    public async Task HandleAsync(HttpContext http)
    {
        var request = http.Request;
        if (tokens.Find(request.Headers.Authorization) is not { } token)
        {
            await RefuseAsync(http, StatusCodes.Status401Unauthorized, HttpErrors.Unauthenticated);
            return;
        }

        if (!request.HasJsonContentType())
        {
            await RefuseAsync(http, StatusCodes.Status415UnsupportedMediaType, HttpErrors.NotJson);
            return;
        }

        using var span = RpcTrace.Start(request);
        RpcEnvelope envelope;
        try
        {
            envelope = RpcEnvelope.Parse(await ReadBodyAsync(request, http.RequestAborted));
        }
        catch (NotAnEnvelopeException fault)
        {
            TraceIds.Mark(http, fault.TraceId, span);
            var error = new AppError("not_an_envelope", ErrorKind.Invalid, fault.Message) { Field = fault.Field };
            await RefuseAsync(http, StatusCodes.Status400BadRequest, error);
            return;
        }

        var traceId = TraceIds.Mark(http, envelope.TraceId, span);
        var began = clock.GetTimestamp();
        var replyFault = ReplyFault(envelope.ReplyTo);
        using var answer =
            (replyFault ?? rates.Refuse(token, envelope.UserId)) is { } refusal ? dispatcher.Refuse(envelope, traceId, refusal)
            : gate.TryEnter() ? await RunAsync(envelope, traceId, TimeSpan.Zero, http.RequestAborted)
            : await QueueAsync(envelope, traceId, http.RequestAborted);
        metrics.Answered(answer, clock.GetElapsedTime(began));
        if (span is not null)
        {
            RpcTrace.End(span, answer, traceId);
        }

        if (answer.StreamPosition is { } position)
        {
            http.Response.Headers[StreamPositions.Header] = position;
        }

        if (answer.Replayed)
        {
            http.Response.Headers["Idempotency-Replayed"] = "true";
        }

        // Beside the answer, not before it: a slow channel costs the caller nothing, and one who has left still gets the message.
        var reply = envelope.ReplyTo is { } channel && replyFault is null ? ReplyAsync(channel, answer.Body, traceId) : Task.CompletedTask;
        try
        {
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = answer.Body.Length;
            await http.Response.BodyWriter.WriteAsync(answer.Body, http.RequestAborted);
        }
        finally
        {
            await reply;
        }
    }

    private Task RefuseAsync(HttpContext http, int status, AppError error)
    {
        metrics.Refused(status);
        NoCall(RpcMetrics.Unknown, TraceIds.Of(http), error.Code);
        return HttpErrors.WriteAsync(http, status, error);
    }

    /// <summary>Runs a call that holds a slot of the gate.</summary>
    private async Task<RpcAnswer> RunAsync(RpcEnvelope envelope, string traceId, TimeSpan waited, CancellationToken aborted)
    {
        try
        {
            return await dispatcher.DispatchAsync(envelope, traceId, aborted, waited);
        }
        finally
        {
            gate.Leave();
        }
    }

    private async Task<RpcAnswer> QueueAsync(RpcEnvelope envelope, string traceId, CancellationToken aborted)
    {
        var began = clock.GetTimestamp();
        return await gate.EnterAsync(TimeSpan.FromMilliseconds(envelope.TimeoutMs), aborted)
            ? await RunAsync(envelope, traceId, clock.GetElapsedTime(began), aborted)
            : dispatcher.Refuse(envelope, traceId, CallGate.Overloaded);
    }

    /// <summary>The whole body; one that is longer than the server allows fails as it is read.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpRequest request, CancellationToken ct)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(ct);
            if (read.IsCompleted)
            {
                // A copy of its own: work that outlives its deadline may still read its arguments.
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private async Task ReplyAsync(string channel, ReadOnlyMemory<byte> answer, string traceId)
    {
        using var message = new PooledBuffer(answer.Length + 128);
        message.Write(answer.Span[..^1]);
        message.Write(",\"trace_id\":"u8);
        message.Write(JsonSerializer.SerializeToUtf8Bytes(traceId, WireJson.TypeInfo<string>()));
        message.Write("}"u8);
        try
        {
            await replies.PublishAsync(channel, message.Written);
        }
        catch (Exception fault)
        {
            ReplyLost(traceId, fault); // the caller still has its answer over HTTP
        }
    }

    private static AppError? ReplyFault(string? replyTo) =>
        replyTo is null
        || (
            replyTo.StartsWith(ReplyPrefix, StringComparison.Ordinal)
            && replyTo.Length > ReplyPrefix.Length
            && replyTo.AsSpan(ReplyPrefix.Length).IndexOfAnyExcept(s_channelCharacters) < 0
        )
            ? null
            : AppError.Invalid("reply_to", "reply_to must be redis:reply:<name>, the name of letters, digits and -_.: alone.");

    private static readonly SearchValues<char> s_channelCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:"
    );

    [LoggerMessage(30, LogLevel.Warning, "publish of the reply failed trace_id={TraceId}")]
    private partial void ReplyLost(string traceId, Exception fault);

    [LoggerMessage(31, LogLevel.Information, "rpc_error {Method} trace_id={TraceId} error={Error}")]
    private partial void NoCall(string method, string traceId, string error);
}
