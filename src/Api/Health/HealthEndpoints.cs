using System.Reflection;
using Pinnokio.Api.Errors;
using Pinnokio.Api.Rpc;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Health;

/// <summary><c>/healthz</c>: the process is alive. <c>/readyz</c>: it can serve. <c>/debug</c>: what it knows of itself, for the service token.</summary>
internal static class HealthEndpoints
{
    private static readonly string s_version = typeof(HealthEndpoints)
        .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion.Split('+')[0];

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var started = routes.ServiceProvider.GetRequiredService<TimeProvider>().GetTimestamp();
        routes.MapGet("/healthz", http => HealthAsync(http, started));
        routes.MapGet("/debug", DebugAsync);
        routes.MapGet("/readyz", ReadinessAsync);
    }

    private static Task HealthAsync(HttpContext http, long started)
    {
        var services = http.RequestServices;
        var uptime = (long)services.GetRequiredService<TimeProvider>().GetElapsedTime(started).TotalSeconds;
        var report = Report(services.GetServices<IHealthSource>(), services.GetServices<IListenerSource>().ToArray(), uptime);
        return http.Response.WriteAsJsonAsync(report, WireJson.Options, http.RequestAborted);
    }

    private static Task ReadinessAsync(HttpContext http)
    {
        var away = http.RequestServices.GetServices<IHealthSource>().Where(s => !s.IsUp).Select(s => s.Name).ToArray();
        var isStopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested;
        var isReady = away.Length == 0 && !isStopping;
        http.Response.StatusCode = isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        var report = new
        {
            Status = isStopping ? "stopping"
            : isReady ? "ready"
            : "not_ready",
            Away = away,
        };
        return http.Response.WriteAsJsonAsync(report, WireJson.Options, http.RequestAborted);
    }

    private static async Task DebugAsync(HttpContext http)
    {
        if (!http.RequestServices.GetRequiredService<ServiceTokens>().Accepts(http.Request.Headers.Authorization))
        {
            await HttpErrors.WriteAsync(http, StatusCodes.Status401Unauthorized, HttpErrors.Unauthenticated);
            return;
        }

        var report = await http.RequestServices.GetRequiredService<DebugReport>().WriteAsync(http.RequestAborted);
        await http.Response.WriteAsJsonAsync(report, WireJson.Options, "application/json", http.RequestAborted);
    }

    private static Dictionary<string, object> Report(IEnumerable<IHealthSource> sources, IListenerSource[] listeners, long uptime)
    {
        var states = sources.ToArray();
        var report = new Dictionary<string, object>
        {
            ["status"] = states.All(s => s.IsUp) ? "ok" : "degraded",
            ["version"] = s_version,
            ["listeners_count"] = listeners.Where(source => !source.OfWorkflows).Sum(source => source.Count),
            ["workflow_listeners_count"] = listeners.Where(source => source.OfWorkflows).Sum(source => source.Count),
        };
        foreach (var state in states)
        {
            report[state.Name] = state.State;
        }

        report["uptime_s"] = uptime;
        return report;
    }
}
