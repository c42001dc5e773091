using System.Net;
using System.Net.Http.Headers;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Metrics;

public sealed class MetricsEndpointTests : IAsyncLifetime
{
    private PinnokioApp _app = null!;

    public async Task InitializeAsync() => _app = await PinnokioApp.StartAsync(onSockets: true);

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task IsOneWellFormedDocument()
    {
        using var response = await _app.Client.GetAsync("/metrics");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        var families = PrometheusText.Parse(await response.Content.ReadAsStringAsync());
        foreach (
            var name in new[]
            {
                "process_start_time_seconds",
                "pinnokio_rpc_running",
                "dotnet_gc_collections_total",
                "kestrel_active_connections",
            }
        )
        {
            families.Keys.ShouldContain(name);
        }
    }

    [Fact]
    public async Task CountsCallsErrorsAndDurationsPerMethod()
    {
        await _app.RpcAsync("HR.check_connection");
        await _app.RpcAsync("HR.check_connection");
        await _app.RpcAsync("HR.list_employees", new { company_id = "none" });
        await _app.RpcAsync("HR.no_such_method");
        await _app.RpcAsync("HR.neither");
        await _app.PostAsync("[]");

        var families = await ScrapeAsync();

        Value(families, "pinnokio_rpc_calls_total", "method", "HR.check_connection").ShouldBe(2);
        Value(families, "pinnokio_rpc_calls_total", "method", "HR.list_employees").ShouldBe(1);
        Value(families, "pinnokio_rpc_calls_total", "method", "unknown").ShouldBe(2);
        Value(families, "pinnokio_rpc_errors_total", "code", "INVALID_ARGS").ShouldBe(1);
        Value(families, "pinnokio_rpc_errors_total", "code", "METHOD_NOT_FOUND").ShouldBe(2);
        Value(families, "pinnokio_rpc_refusals_total", "status", "400").ShouldBe(1);
        families["pinnokio_rpc_duration_seconds"]
            .Samples.Single(sample =>
                sample.Name.EndsWith("_count", StringComparison.Ordinal) && sample.Labels["method"] == "HR.check_connection"
            )
            .Value.ShouldBe(2);
    }

    [Fact]
    public async Task ShowsTheCacheAndThePool()
    {
        var company = new { company_id = Guid.NewGuid() };
        await _app.RpcAsync("HR.list_employees", company, userId: "anna");
        await _app.RpcAsync("HR.list_employees", company, userId: "anna");

        var families = await ScrapeAsync();

        Value(families, "pinnokio_cache_reads_total", "result", "miss").ShouldBe(1);
        Value(families, "pinnokio_cache_reads_total", "result", "hit").ShouldBe(1);
        families["db_client_connection_max"].Samples.ShouldContain(sample => sample.Value == 20);
        families
            .Values.SelectMany(family => family.Samples)
            .SelectMany(sample => sample.Labels.Values)
            .ShouldNotContain(label => label.Contains("Host=", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task CountsEventsPerKindOfChannel_AndNamesNoUser()
    {
        var message = new
        {
            channel = "msg:anna",
            type = "msg.new",
            payload = new { },
            event_id = "e1",
        };
        (await _app.RpcAsync("EVENTS.publish", message)).Ok.ShouldBeTrue();
        (await _app.RpcAsync("EVENTS.publish", message)).Ok.ShouldBeTrue();

        var families = await ScrapeAsync();

        Value(families, "pinnokio_events_published_total", "result", "published").ShouldBe(1);
        Value(families, "pinnokio_events_published_total", "result", "duplicate").ShouldBe(1);
        families["pinnokio_events_published_total"].Samples.ShouldAllBe(sample => sample.Labels["channel"] == "msg");
        families.Keys.ShouldContain("pinnokio_hub_sockets");
        families.Keys.ShouldContain("pinnokio_hub_queue_depth");
    }

    [Fact]
    public async Task WantsTheToken()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "wrong");

        using var response = await _app.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync()).ShouldContain("UNAUTHENTICATED");
    }

    private async Task<IReadOnlyDictionary<string, Family>> ScrapeAsync() =>
        PrometheusText.Parse(await _app.Client.GetStringAsync("/metrics"));

    private static double Value(IReadOnlyDictionary<string, Family> families, string name, string label, string value) =>
        families[name].Samples.Single(sample => sample.Labels[label] == value).Value;
}
