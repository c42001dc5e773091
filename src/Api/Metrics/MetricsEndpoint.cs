using System.Text;
using Pinnokio.Api.Errors;
using Pinnokio.Api.Hub;
using Pinnokio.Api.Rpc;

namespace Pinnokio.Api.Metrics;

/// <summary><c>GET /metrics</c>, for whoever holds a service token: the figures tell what the installation does.</summary>
internal static class MetricsEndpoint
{
    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        var collector = routes.ServiceProvider.GetRequiredService<MetricCollector>(); // from now on it counts
        var process = routes.ServiceProvider.GetRequiredService<ProcessMetrics>();
        var tokens = routes.ServiceProvider.GetRequiredService<ServiceTokens>();
        process.Begin();
        routes.ServiceProvider.GetRequiredService<HubMetrics>(); // its gauges stand from the start, not from the first socket
        routes.MapGet(
            "/metrics",
            async http =>
            {
                if (!tokens.Accepts(http.Request.Headers.Authorization))
                {
                    await HttpErrors.WriteAsync(http, StatusCodes.Status401Unauthorized, HttpErrors.Unauthenticated);
                    return;
                }

                var text = Encoding.UTF8.GetBytes(collector.Scrape());
                http.Response.ContentType = MetricText.ContentType;
                http.Response.ContentLength = text.Length;
                await http.Response.Body.WriteAsync(text, http.RequestAborted);
            }
        );
    }
}
