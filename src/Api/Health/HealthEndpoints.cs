using System.Reflection;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Health;

/// <summary><c>/healthz</c>: the process is alive. <c>/readyz</c>: it can serve.</summary>
internal static class HealthEndpoints
{
    private static readonly string s_version = typeof(HealthEndpoints)
        .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion.Split('+')[0];

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var started = routes.ServiceProvider.GetRequiredService<TimeProvider>().GetTimestamp();
        routes.MapGet(
            "/healthz",
            (IEnumerable<IHealthSource> sources, TimeProvider clock) =>
            {
                var uptime = (long)clock.GetElapsedTime(started).TotalSeconds;
                return TypedResults.Json(Report(sources, uptime), WireJson.Options);
            }
        );
        routes.MapGet(
            "/readyz",
            (IEnumerable<IHealthSource> sources, IHostApplicationLifetime lifetime) =>
            {
                var away = sources.Where(s => !s.IsUp).Select(s => s.Name).ToArray();
                var isStopping = lifetime.ApplicationStopping.IsCancellationRequested;
                var isReady = away.Length == 0 && !isStopping;
                return TypedResults.Json(
                    new
                    {
                        Status = isStopping ? "stopping"
                        : isReady ? "ready"
                        : "not_ready",
                        Away = away,
                    },
                    WireJson.Options,
                    statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable
                );
            }
        );
    }

    private static Dictionary<string, object> Report(IEnumerable<IHealthSource> sources, long uptime)
    {
        var states = sources.ToArray();
        var report = new Dictionary<string, object>
        {
            ["status"] = states.All(s => s.IsUp) ? "ok" : "degraded",
            ["version"] = s_version,
            ["listeners_count"] = 0,
            ["workflow_listeners_count"] = 0,
        };
        foreach (var state in states)
        {
            report[state.Name] = state.State;
        }

        report["uptime_s"] = uptime;
        return report;
    }
}
