using System.Net.Http.Headers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Application.Hr.References;
using Pinnokio.Infrastructure.Jobber.Embedded;
using Pinnokio.Infrastructure.Settings;

namespace Pinnokio.Infrastructure.Jobber;

/// <summary>Wires the HR jobber: the one at <c>HR_JOBBER_URL</c>, or the one in this process.</summary>
internal static class JobberServices
{
    private const string Port = "HR jobber";

    public static void AddJobber(
        this IServiceCollection services,
        IConfiguration configuration,
        IHostEnvironment environment,
        AdapterChoices choices
    )
    {
        if (JobberOptions.From(configuration) is { } options)
        {
            choices.Add(Port, $"HTTP ({options})");
            services.AddHttpJobber(options);
            return;
        }

        HostingPolicy.RequireInProduction(configuration, environment, JobberOptions.UrlVariable, "the embedded HR jobber");
        services.AddEmbeddedJobber(choices);
    }

    public static IServiceCollection AddHttpJobber(this IServiceCollection services, JobberOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(new JobberAddress(options.ToString()));
        services.AddSingleton<JobberCalls>();
        services
            .AddHttpClient(
                JobberClient.Name,
                client =>
                {
                    client.BaseAddress = options.Address;
                    client.Timeout = Timeout.InfiniteTimeSpan; // the calls have theirs
                    client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
                    client.DefaultRequestHeaders.Accept.ParseAdd("application/json, application/pdf");
                }
            )
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler
                {
                    AllowAutoRedirect = false, // the key goes to nobody else
                    UseCookies = false,
                    ConnectTimeout = TimeSpan.FromSeconds(5),
                    PooledConnectionLifetime = TimeSpan.FromMinutes(2),
                }
            )
            .RemoveAllLoggers(); // addresses name employees' documents
        services.AddScoped<JobberClient>();
        services.AddScoped<IJobber, HttpJobber>();
        services.AddScoped<IReferenceSource, HttpReferenceSource>();
        return services;
    }
}
