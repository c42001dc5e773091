using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Tracing;

/// <summary>Wires tracing where a collector is configured.</summary>
internal static class TracingServices
{
    public static void AddTracing(this IServiceCollection services, IConfiguration configuration, AdapterChoices choices)
    {
        if (OtlpOptions.From(configuration) is { } options)
        {
            choices.Add("traces", $"OTLP ({options})");
            services.AddSingleton(options);
            services.AddHostedService<OtlpTraces>();
        }
    }
}
