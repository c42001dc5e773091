using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Jobs;

namespace Pinnokio.Infrastructure.Jobs;

/// <summary>Wires what is heard of jobs, and what is told of them.</summary>
internal static class JobServices
{
    public static IServiceCollection AddJobReports(this IServiceCollection services)
    {
        services.AddSingleton(typeof(Bell<>));
        services.AddSingleton<IJobDelivery, JobPush>();
        services.AddSingleton<PostgresJobInbox>();
        services.AddSingleton<IJobInbox>(provider => provider.GetRequiredService<PostgresJobInbox>());
        services.AddSingleton<JobReports>();
        services.AddSingleton<JobOutbox>();
        services.AddSingleton<JobMetrics>();
        services.AddSingleton<IDebugSource, JobsDebug>();
        services.AddHostedService<OutboxDrain>();
        services.AddHostedService<JobUpkeep>();
        services.AddSingleton<DueJobs>();
        services.AddHostedService<JobWatch>();
        return services;
    }
}
