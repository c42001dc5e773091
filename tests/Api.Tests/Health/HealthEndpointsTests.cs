using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Api.Health;
using Pinnokio.Application.Common;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Health;

public sealed class HealthEndpointsTests : IAsyncLifetime
{
    private readonly SettableSource _dependency = new();
    private PinnokioApp _app = null!;

    public async Task InitializeAsync() =>
        _app = await PinnokioApp.StartAsync(services: services =>
        {
            services.AddSingleton<IHealthSource>(_dependency);
            services.AddSingleton<IDebugSource>(_dependency);
            services.AddSingleton<IListenerSource>(new FixedListeners(OfWorkflows: false, "anna", "ben", "cleo"));
            services.AddSingleton<IListenerSource>(new FixedListeners(OfWorkflows: true, "anna", "ben"));
        });

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task ReportsHealthInTheShapeThatOperatorsKnow()
    {
        var (status, health) = await GetAsync("/healthz");

        status.ShouldBe(HttpStatusCode.OK);
        health
            .EnumerateObject()
            .Select(member => member.Name)
            .ShouldBe(
                ["status", "version", "listeners_count", "workflow_listeners_count", "redis", "postgres", "sample", "uptime_s"],
                ignoreOrder: true
            );
        Text(health, "status").ShouldBe("ok");
        Text(health, "version").ShouldNotBeNull().ShouldMatch(@"^\d+\.\d+\.\d+");
        health.GetProperty("listeners_count").GetInt32().ShouldBe(3);
        health.GetProperty("workflow_listeners_count").GetInt32().ShouldBe(2);
        health.GetProperty("uptime_s").GetInt64().ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public async Task StaysAliveButNotReady_WhileADependencyIsAway()
    {
        _dependency.IsUp = false;

        var (alive, health) = await GetAsync("/healthz");
        var (ready, readiness) = await GetAsync("/readyz");

        (alive, Text(health, "status"), Text(health, "sample")).ShouldBe((HttpStatusCode.OK, "degraded", "away"));
        ready.ShouldBe(HttpStatusCode.ServiceUnavailable);
        readiness.GetProperty("away").EnumerateArray().Select(name => name.GetString()).ShouldBe(["sample"]);
        _dependency.IsUp = true;
        (await GetAsync("/readyz")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task NeedsNoTokenForHealth_ButForDebug()
    {
        _app.Client.DefaultRequestHeaders.Authorization = null;

        (await GetAsync("/healthz")).Status.ShouldBe(HttpStatusCode.OK);
        (await GetAsync("/readyz")).Status.ShouldBe(HttpStatusCode.OK);
        var (status, refusal) = await GetAsync("/debug");
        status.ShouldBe(HttpStatusCode.Unauthorized);
        Text(refusal.GetProperty("error"), "code").ShouldBe("UNAUTHENTICATED");
    }

    [Fact]
    public async Task ShowsEveryPartInDebug()
    {
        var (status, debug) = await GetAsync("/debug");

        status.ShouldBe(HttpStatusCode.OK);
        Text(debug.GetProperty("redis"), "status").ShouldBe("in_process");
        debug.GetProperty("redis").GetProperty("keys").GetInt32().ShouldBeGreaterThanOrEqualTo(0);
        Text(debug.GetProperty("postgres"), "status").ShouldBe("ok");
        Text(debug.GetProperty("firestore"), "status").ShouldBe("not_configured");
        var listeners = debug.GetProperty("workflow_listeners");
        (listeners.GetProperty("enabled").GetBoolean(), listeners.GetProperty("active_count").GetInt32()).ShouldBe((true, 2));
        listeners.EnumerateObject().Select(member => member.Name).ShouldBe(["status", "enabled", "active_count", "users", "cache_entries"]);
        (Text(listeners, "status"), listeners.GetProperty("cache_entries").GetInt32()).ShouldBe(("ok", 12));
        listeners.GetProperty("users").EnumerateArray().Select(user => user.GetString()).ShouldBe(["anna", "ben"]);
        Text(debug.GetProperty("cache_outbox"), "status").ShouldBe("ok");
        debug.GetProperty("cache_outbox").GetProperty("rows_waiting").GetInt64().ShouldBe(0);
        Text(debug.GetProperty("adapters"), "cache").ShouldBe("in process");
        debug.GetProperty("leases").GetProperty("held").GetInt32().ShouldBeGreaterThanOrEqualTo(0);
        debug.GetProperty("sockets").GetProperty("open").GetInt32().ShouldBe(0);
        debug.GetProperty("process").GetProperty("calls_running").GetInt32().ShouldBe(0);
        (Text(debug.GetProperty("sample"), "status"), Text(debug.GetProperty("sample"), "fact")).ShouldBe(("ok", "told"));
    }

    [Fact]
    public async Task ClaimsNoListeners_WhenNothingListens()
    {
        var report = await new DebugReport([], [], [], new AdapterChoices(), TimeProvider.System).WriteAsync(CancellationToken.None);

        report["workflow_listeners"]!
            .ToJsonString()
            .ShouldBe("""{"status":"not_configured","enabled":false,"active_count":0,"users":[],"cache_entries":0}""");
    }

    [Fact]
    public async Task TellsNoSecret()
    {
        using var response = await _app.Client.GetAsync("/debug");

        var text = await response.Content.ReadAsStringAsync();

        text.ShouldNotContain(PinnokioApp.Token);
        text.ShouldNotContain("Password", Case.Insensitive);
        text.ShouldNotContain("postgresql://");
    }

    [Fact]
    public async Task ShowsAFailingPartByKind_WithoutItsMessage()
    {
        _dependency.Fault = new InvalidOperationException("Host=db;Password=secret");

        var (_, debug) = await GetAsync("/debug");

        Text(debug.GetProperty("sample"), "status").ShouldBe("error");
        debug.ToString().ShouldNotContain("secret");
        Text(debug.GetProperty("process"), "status").ShouldBe("ok");
    }

    [Fact]
    public async Task AnswersThoughAPartDoesNot()
    {
        _dependency.Answers = false;

        var (_, debug) = await GetAsync("/debug");

        Text(debug.GetProperty("sample"), "status").ShouldBe("no_answer");
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string path)
    {
        using var response = await _app.Client.GetAsync(path);
        return (response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync()));
    }

    private static string? Text(JsonElement body, string member) => body.GetProperty(member).GetString();

    private sealed record FixedListeners(bool OfWorkflows, params string[] Names) : IListenerSource
    {
        public int Count => Names.Length;

        public IReadOnlyCollection<string> Users => Names;

        public int CacheEntries => 6 * Names.Length;
    }

    private sealed class SettableSource : IHealthSource, IDebugSource
    {
        public string Name => "sample";

        public bool IsUp { get; set; } = true;

        public Exception? Fault { get; set; }

        public bool Answers { get; set; } = true;

        public Task<JsonObject> SnapshotAsync(CancellationToken ct) =>
            Fault is { } fault ? Task.FromException<JsonObject>(fault)
            : Answers ? Task.FromResult(new JsonObject { ["fact"] = "told" })
            : new TaskCompletionSource<JsonObject>().Task;
    }
}
