using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.References;

namespace Pinnokio.Infrastructure.Jobber.Embedded;

/// <summary>Wires the jobber in this process.</summary>
internal static class EmbeddedJobberServices
{
    public static void AddEmbeddedJobber(this IServiceCollection services, AdapterChoices choices)
    {
        choices.Add("HR jobber", "embedded");
        services.AddScoped<IReferenceSource, EmbeddedReferenceSource>();
    }
}
