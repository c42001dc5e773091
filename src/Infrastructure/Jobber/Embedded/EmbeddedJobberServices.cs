using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Application.Hr.References;

namespace Pinnokio.Infrastructure.Jobber.Embedded;

/// <summary>Wires the jobber in this process.</summary>
internal static class EmbeddedJobberServices
{
    public static void AddEmbeddedJobber(this IServiceCollection services, AdapterChoices choices)
    {
        choices.Add("HR jobber", EmbeddedJobber.Url);
        services.AddSingleton(new JobberAddress(EmbeddedJobber.Url));
        services.AddSingleton<EmbeddedJobTable>();
        services.AddSingleton<IJobber, EmbeddedJobber>();
        services.AddSingleton<EmbeddedBatch>();
        services.AddSingleton<EmbeddedWork>();
        services.AddSingleton<EmbeddedJobs>();
        services.AddHostedService(provider => provider.GetRequiredService<EmbeddedJobs>());
        services.AddSingleton<IDebugSource>(provider => provider.GetRequiredService<EmbeddedJobs>());
        services.AddScoped<IReferenceSource, EmbeddedReferenceSource>();
    }
}
