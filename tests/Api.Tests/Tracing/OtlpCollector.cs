using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Pinnokio.Api.Tests.Tracing;

internal sealed record Span(string Name, string TraceId, string SpanId, string ParentId, IReadOnlyDictionary<string, string> Tags)
{
    public bool IsRoot => ParentId.Length == 0;
}

/// <summary>A collector of traces on a real server, which reads OTLP over HTTP as protobuf.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<Span> _spans = new();

    private OtlpCollector(int status)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.MapPost(
            "/v1/traces",
            async (HttpContext http) =>
            {
                using var body = new MemoryStream();
                await http.Request.Body.CopyToAsync(body);
                foreach (var span in Spans(body.ToArray()))
                {
                    _spans.Enqueue(span);
                }

                http.Response.StatusCode = status;
            }
        );
    }

    public string Address => _server.Urls.Single();

    public IReadOnlyCollection<Span> Received => _spans;

    public static async Task<OtlpCollector> StartAsync(int status = 200)
    {
        var collector = new OtlpCollector(status);
        await collector._server.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>resource_spans = 1, scope_spans = 2, spans = 2.</summary>
    private static IEnumerable<Span> Spans(byte[] request) =>
        Fields(request, 1).SelectMany(resource => Fields(resource, 2)).SelectMany(scope => Fields(scope, 2)).Select(ReadSpan);

    private static Span ReadSpan(byte[] span) =>
        new(
            Encoding.UTF8.GetString(Fields(span, 5).Single()),
            Hex(Fields(span, 1).Single()),
            Hex(Fields(span, 2).Single()),
            Hex(Fields(span, 4).SingleOrDefault() ?? []),
            Fields(span, 9).ToDictionary(tag => Encoding.UTF8.GetString(Fields(tag, 1).Single()), tag => Text(Fields(tag, 2).Single()))
        );

    /// <summary>The text of a string value; of any other kind its bytes.</summary>
    private static string Text(byte[] value) => Fields(value, 1).SingleOrDefault() is { } text ? Encoding.UTF8.GetString(text) : Hex(value);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    /// <summary>The length-delimited fields of that number.</summary>
    private static IEnumerable<byte[]> Fields(byte[] message, int number)
    {
        for (var at = 0; at < message.Length; )
        {
            var key = Varint(message, ref at);
            switch (key & 7)
            {
                case 0:
                    Varint(message, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    if ((int)(key >> 3) == number)
                    {
                        yield return message[at..(at + length)];
                    }

                    at += length;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    throw new FormatException($"Wire type {key & 7} is not in use.");
            }
        }
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            value |= (ulong)(part & 127) << shift;
            if (part < 128)
            {
                return value;
            }
        }
    }
}
