using System.Text.Json;
using Pinnokio.Api.Errors;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Rpc;

/// <summary>Runs one call in a scope of its own, and answers at its deadline even when the work does not heed it.</summary>
internal sealed partial class RpcDispatcher(
    RpcCatalog catalog,
    IServiceScopeFactory scopes,
    StreamPositions positions,
    TimeProvider clock,
    ILogger<RpcDispatcher> log
)
{
    /// <summary>What cancelled work may take to unwind before the caller is answered without it.</summary>
    private static readonly TimeSpan s_unwind = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(1);
    private static readonly JsonWriterOptions s_writer = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Answers a call. What it has <paramref name="waited"/> already is part of its time.</summary>
    public async Task<RpcAnswer> DispatchAsync(RpcEnvelope envelope, string traceId, CancellationToken aborted, TimeSpan waited = default)
    {
        if (envelope.Fault is { } fault)
        {
            return Refuse(envelope, traceId, fault);
        }

        if (catalog.Find(envelope.Method) is not { } method)
        {
            return Refuse(
                envelope,
                traceId,
                new("method_not_found", ErrorKind.MethodNotFound, "There is no such method.") { Field = "method" }
            );
        }

        var timeout = Max(TimeSpan.FromMilliseconds(envelope.TimeoutMs) - waited, s_shortest);
        var deadline = new CancellationTokenSource(timeout, clock);
        var scope = scopes.CreateAsyncScope();
        var call = scope.ServiceProvider.GetRequiredService<CallContext>();
        (call.Timeout, call.Began) = (timeout, clock.GetTimestamp());
        var work = RunAsync(method, envelope, traceId, scope, call, deadline, aborted);
        try
        {
            return work.IsCompleted ? await work : await work.WaitAsync(timeout + s_unwind, clock, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            Abandoned(method.Name, traceId);
            _ = DiscardAsync(work);
            return Failed(method, AppError.DeadlineExceeded, method.IsQuery ? null : call.Abandon());
        }
    }

    private async Task<RpcAnswer> RunAsync(
        RpcMethod method,
        RpcEnvelope envelope,
        string traceId,
        AsyncServiceScope scope,
        CallContext call,
        CancellationTokenSource deadline,
        CancellationToken aborted
    )
    {
        await using var owned = scope;
        using var _ = deadline;
        // A client that leaves cancels its read; a write is carried through.
        using var leaving = method.IsQuery ? aborted.UnsafeRegister(static d => ((CancellationTokenSource)d!).Cancel(), deadline) : default;
        call.Method = method.Name;
        call.UserId = envelope.UserId;
        call.TraceId = traceId;
        call.IdempotencyKey = envelope.IdempotencyKey;
        call.Args = envelope.Args;
        call.Kwargs = envelope.Kwargs;
        var body = new PooledBuffer();
        try
        {
            var position = method.IsQuery && envelope.UserId is { } userId ? await positions.BeforeLoadAsync(userId) : null;
            await using var writer = new Utf8JsonWriter(body, s_writer);
            writer.WriteStartObject();
            writer.WriteBoolean("ok"u8, true);
            writer.WritePropertyName("data"u8);
            await method.InvokeAsync(scope.ServiceProvider, envelope, writer, deadline.Token);
            writer.WriteEndObject();
            writer.Flush();
            return new RpcAnswer(body, method, error: null, call.Replayed) { StreamPosition = position };
        }
        catch (Exception fault)
        {
            body.Dispose();
            if (fault is not AppException known)
            {
                Broke(method.Name, traceId, fault);
                return Failed(method, AppError.Internal, method.IsQuery ? null : call.Outcome, call.Replayed);
            }

            if (!call.FaultIsLogged)
            {
                Refused(method.Name, traceId, known.Error.Code);
            }

            return Failed(method, known.Error, method.IsQuery ? null : call.Outcome, call.Replayed);
        }
    }

    /// <summary>Answers a call that does not get as far as its method.</summary>
    public RpcAnswer Refuse(RpcEnvelope envelope, string traceId, AppError error)
    {
        var method = catalog.Find(envelope.Method);
        Refused(method?.Name ?? RpcMetrics.Unknown, traceId, error.Code); // what is no method's name may be anything
        return Failed(method, error, method is { IsQuery: false } ? WriteOutcome.NotApplied : null);
    }

    private static RpcAnswer Failed(RpcMethod? method, AppError error, WriteOutcome? outcome, bool replayed = false)
    {
        var body = new PooledBuffer(512);
        using var writer = new Utf8JsonWriter(body, s_writer);
        writer.WriteStartObject();
        writer.WriteBoolean("ok"u8, false);
        writer.WritePropertyName("error"u8);
        WireErrors.Write(writer, error, outcome);
        writer.WriteEndObject();
        writer.Flush();
        return new RpcAnswer(body, method, error.Kind, replayed);
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static async Task DiscardAsync(Task<RpcAnswer> work)
    {
        using var answer = await work;
    }

    [LoggerMessage(20, LogLevel.Information, "rpc_error {Method} trace_id={TraceId} error={Error}")]
    private partial void Refused(string method, string traceId, string error);

    [LoggerMessage(21, LogLevel.Warning, "rpc_error {Method} trace_id={TraceId} error=deadline_exceeded still running")]
    private partial void Abandoned(string method, string traceId);

    [LoggerMessage(22, LogLevel.Error, "rpc_error {Method} trace_id={TraceId} error=internal")]
    private partial void Broke(string method, string traceId, Exception fault);
}

/// <summary>The bytes of an answer, what it answers, and whether it repeats an earlier one.</summary>
internal sealed class RpcAnswer(PooledBuffer body, RpcMethod? method, ErrorKind? error, bool replayed) : IDisposable
{
    public ReadOnlyMemory<byte> Body => body.Written;

    /// <summary>Where the caller's stream stood before a read loaded; null when that is not known.</summary>
    public string? StreamPosition { get; init; }

    /// <summary>Null when there is no such method.</summary>
    public RpcMethod? Method { get; } = method;

    /// <summary>Null when the call went well.</summary>
    public ErrorKind? Error { get; } = error;

    public bool Replayed { get; } = replayed;

    public void Dispose() => body.Dispose();
}
