using System.Diagnostics;
using MediatR;
using Microsoft.Extensions.Logging;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Common;

namespace Pinnokio.Application.Behaviours;

/// <summary>
/// Logs how each call ended, and turns whatever was thrown into one <see cref="AppException"/>, so that each entrance maps a single type.
/// The request itself is never logged: it may hold personal data.
/// </summary>
internal sealed partial class LoggingBehaviour<TRequest, TResponse>(
    CallContext call,
    IEnumerable<IFaultTranslator> translators,
    TimeProvider clock,
    ILogger<LoggingBehaviour<TRequest, TResponse>> log
) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var start = clock.GetTimestamp();
        Called(call.Method, call.TraceId);
        try
        {
            var response = await next();
            if (log.IsEnabled(LogLevel.Debug))
            {
                Answered(call.Method, call.TraceId, clock.GetElapsedTime(start).TotalMilliseconds);
            }

            return response;
        }
        catch (Exception fault)
        {
            var error = Explain(fault, cancellationToken);
            var duration = clock.GetElapsedTime(start).TotalMilliseconds;
            if (error.Kind == ErrorKind.Internal)
            {
                Broke(call.Method, call.TraceId, duration, fault);
            }
            else
            {
                Failed(call.Method, call.TraceId, error.Code, duration);
            }

            call.FaultIsLogged = true;
            throw fault as AppException ?? new AppException(error, fault);
        }
    }

    private AppError Explain(Exception fault, CancellationToken ct) =>
        fault switch
        {
            AppException known => known.Error,
            DomainRuleException rule => AppError.Of(rule),
            OperationCanceledException when ct.IsCancellationRequested => AppError.DeadlineExceeded,
            _ => translators.Translate(fault) ?? (ct.IsCancellationRequested ? AppError.DeadlineExceeded : AppError.Internal),
        };

    [LoggerMessage(1, LogLevel.Debug, "rpc_call {Method} trace_id={TraceId}")]
    private partial void Called(string method, string traceId);

    [LoggerMessage(2, LogLevel.Debug, "rpc_ok {Method} trace_id={TraceId} duration_ms={DurationMs:0.0}")]
    private partial void Answered(string method, string traceId, double durationMs);

    [LoggerMessage(3, LogLevel.Information, "rpc_error {Method} trace_id={TraceId} error={Error} duration_ms={DurationMs:0.0}")]
    private partial void Failed(string method, string traceId, string error, double durationMs);

    [LoggerMessage(4, LogLevel.Error, "rpc_error {Method} trace_id={TraceId} error=internal duration_ms={DurationMs:0.0}")]
    private partial void Broke(string method, string traceId, double durationMs, Exception fault);
}
