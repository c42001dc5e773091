using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Pinnokio.Api.Rpc;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Errors;

/// <summary>HTTP errors, always with the JSON body of an RPC error.</summary>
internal static partial class HttpErrors
{
    public static AppError Unauthenticated { get; } =
        new("unauthenticated", ErrorKind.Unauthenticated, "A valid bearer token is required.");

    public static AppError NotJson { get; } =
        new("not_json", ErrorKind.Invalid, "The Content-Type must be application/json.") { Field = "Content-Type" };

    public static async Task WriteAsync(HttpContext http, int status, AppError error)
    {
        using var body = new PooledBuffer(512);
        await using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteBoolean("ok"u8, false);
            writer.WritePropertyName("error"u8);
            WireErrors.Write(writer, error);
            writer.WriteEndObject();
        }

        var response = http.Response;
        TraceIds.Of(http);
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        if (status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        if (error.RetryAfterMs is { } milliseconds)
        {
            response.Headers.RetryAfter = ((milliseconds + 999) / 1000).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await response.Body.WriteAsync(body.Written, http.RequestAborted);
        }
    }

    /// <summary>Gives answers that have no body yet (unknown path, wrong verb) the JSON one.</summary>
    public static Task FillAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;
        return WriteAsync(http, http.Response.StatusCode, ForStatus(http.Response.StatusCode));
    }

    /// <summary>Answers what escaped an endpoint, without a word about its inside.</summary>
    public static Task HandleAsync(HttpContext http)
    {
        var fault = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        var status = fault is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
        var log = http.RequestServices.GetRequiredService<ILogger<RpcEndpoint>>();
        if (status >= StatusCodes.Status500InternalServerError)
        {
            Broke(log, TraceIds.Of(http), fault);
        }
        else
        {
            Refused(log, TraceIds.Of(http), status);
        }

        return WriteAsync(http, status, ForStatus(status));
    }

    private static AppError ForStatus(int status) =>
        status switch
        {
            StatusCodes.Status401Unauthorized => Unauthenticated,
            StatusCodes.Status404NotFound => new("no_such_path", ErrorKind.NotFound, "There is nothing at this path."),
            StatusCodes.Status405MethodNotAllowed => new("wrong_verb", ErrorKind.Invalid, "This path does not take that HTTP method."),
            StatusCodes.Status413PayloadTooLarge => new(
                "body_too_large",
                ErrorKind.Invalid,
                $"The body may have at most {RpcEndpoint.MaxBodyBytes} bytes."
            ),
            StatusCodes.Status415UnsupportedMediaType => NotJson,
            >= 500 => AppError.Internal,
            _ => new("bad_request", ErrorKind.Invalid, "The request is malformed."),
        };

    [LoggerMessage(32, LogLevel.Information, "http_error trace_id={TraceId} status={Status}")]
    private static partial void Refused(ILogger log, string traceId, int status);

    [LoggerMessage(33, LogLevel.Error, "http_error trace_id={TraceId} error=internal")]
    private static partial void Broke(ILogger log, string traceId, Exception? fault);
}
