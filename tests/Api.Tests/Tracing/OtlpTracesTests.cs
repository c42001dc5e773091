using System.Net.Http.Headers;
using System.Text;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Tracing;

public sealed class OtlpTracesTests
{
    private const string CallerTrace = "0af7651916cd43dd8448eb211c80319c";
    private const string CallerSpan = "b7ad6b7169203331";

    [Fact]
    public async Task SendsACallAsRoot_WithTheDatabaseUnderIt()
    {
        await using var collector = await OtlpCollector.StartAsync();
        var traceId = "";
        await using (var app = await StartAsync(collector.Address))
        {
            var reply = await app.RpcAsync("HR.check_connection", userId: "anna@example.com");
            traceId = reply.Headers.GetValues("X-Trace-Id").Single();
        }

        var root = collector.Received.Single(span => span.Tags.GetValueOrDefault("pinnokio.trace_id") == traceId);
        (root.Name, root.IsRoot, root.TraceId).ShouldBe(("HR.check_connection", true, traceId));
        root.Tags.Keys.ShouldBe(["rpc.system", "rpc.method", "pinnokio.trace_id"], ignoreOrder: true);
        collector.Received.ShouldContain(span => span.ParentId == root.SpanId && span.TraceId == root.TraceId);
        collector.Received.SelectMany(span => span.Tags.Values).ShouldNotContain(value => value.Contains("anna", StringComparison.Ordinal));
    }

    [Fact]
    public async Task GoesOnWithTheCallersTrace_AndKeepsItsTraceIdBeside()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using (var app = await StartAsync(collector.Address))
        {
            var traced = await PostAsync(app, "mine-1", $"00-{CallerTrace}-{CallerSpan}-01");
            traced.Headers.GetValues("X-Trace-Id").ShouldBe(["mine-1"]);
            await PostAsync(app, "mine-2", $"00-{CallerTrace}-{CallerSpan}-00");
        }

        var span = collector.Received.Single(span => span.Tags.GetValueOrDefault("pinnokio.trace_id") == "mine-1");
        (span.TraceId, span.ParentId).ShouldBe((CallerTrace, CallerSpan));
        collector.Received.ShouldNotContain(other => other.Tags.GetValueOrDefault("pinnokio.trace_id") == "mine-2"); // its caller decided against it
    }

    [Fact]
    public async Task MarksAFailedCall_AndNamesNoMethodThatIsNone()
    {
        await using var collector = await OtlpCollector.StartAsync();
        var traceId = "";
        await using (var app = await StartAsync(collector.Address))
        {
            traceId = (await app.RpcAsync("HR.no_such_method_of_anna")).Headers.GetValues("X-Trace-Id").Single();
        }

        var span = collector.Received.Single(span => span.TraceId == traceId);
        (span.Name, span.Tags["error.type"]).ShouldBe(("unknown", "METHOD_NOT_FOUND"));
    }

    [Fact]
    public async Task SendsNothingThatRunsByItself()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using (var app = await StartAsync(collector.Address))
        {
            await app.RpcAsync("HR.check_connection");
        }

        var known = collector.Received.Select(span => span.SpanId).ToHashSet();
        collector.Received.Where(span => !known.Contains(span.ParentId)).ShouldAllBe(span => span.Tags.ContainsKey("pinnokio.trace_id"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(503)]
    public async Task CostsNoCall_WhenTheCollectorFails(int? status)
    {
        await using var collector = await OtlpCollector.StartAsync(status ?? 200);
        var address = collector.Address;
        if (status is null)
        {
            await collector.DisposeAsync(); // nobody listens there any more
        }

        await using var app = await StartAsync(address);

        for (var i = 0; i < 20; i++)
        {
            (await app.RpcAsync("HR.check_connection")).Ok.ShouldBeTrue();
        }
    }

    private static Task<PinnokioApp> StartAsync(string endpoint) =>
        PinnokioApp.StartAsync(settings: settings => settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint);

    private static async Task<HttpResponseMessage> PostAsync(PinnokioApp app, string traceId, string parent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/rpc");
        request.Content = new StringContent(
            $$"""{"method":"HR.check_connection","trace_id":"{{traceId}}"}""",
            Encoding.UTF8,
            new MediaTypeHeaderValue("application/json")
        );
        request.Headers.Add("traceparent", parent);
        return await app.Client.SendAsync(request);
    }
}
