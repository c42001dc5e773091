using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Pinnokio.Application.Common;
using Pinnokio.Application.Events.Contracts;
using Pinnokio.Application.Hr.Payroll;
using Pinnokio.Infrastructure.Events;
using Pinnokio.Infrastructure.InProcess;
using Pinnokio.Infrastructure.Jobber;
using Pinnokio.Infrastructure.Jobs;
using Pinnokio.Infrastructure.Leases;
using Pinnokio.Infrastructure.Pdf;
using Pinnokio.Infrastructure.Postgres;
using Pinnokio.Infrastructure.Redis;
using Pinnokio.Infrastructure.Security;
using Pinnokio.Infrastructure.Settings;
using Pinnokio.Infrastructure.Tracing;

namespace Pinnokio.Infrastructure;

/// <summary>Chooses one adapter per port: the real one where its setting is present, the embedded one where it is not.</summary>
public static class DependencyInjection
{
    public static async Task AddInfrastructureAsync(
        this IServiceCollection services,
        IConfiguration configuration,
        IHostEnvironment environment
    )
    {
        var choices = new AdapterChoices();
        var home = PinnokioHome.From(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(choices);
        services.AddSingleton(home);
        services.AddSingleton(ServiceTokenSetting.From(configuration, environment, home));
        services.AddSingleton(CallSettings.Access(configuration));
        services.AddSingleton(CallSettings.Idempotency(configuration));
        services.AddSingleton(CallSettings.Channels(configuration));
        PublicAddress.Parse(configuration[PublicAddress.Variable]); // a bad one stops the start
        services.AddSingleton<PublicAddress>();
        services.AddHostedService<UnreadSettings>();
        services.AddDataProtection(configuration, environment, home);
        choices.Add("relational store", PostgresOptions.Describe(configuration));
        if (RedisOptions.From(configuration) is { } redis)
        {
            choices.Add("cache", $"Redis ({redis})");
            choices.Add("reply channel", $"Redis ({redis})");
            choices.Add("event bus", $"Redis ({redis})");
            services.AddRedis(redis, configuration);
        }
        else
        {
            HostingPolicy.RequireInProduction(configuration, environment, "LISTENERS_REDIS_HOST", "the in-process cache");
            choices.Add("cache", "in process");
            choices.Add("reply channel", "none (it needs Redis)");
            choices.Add("event bus", "in process");
            services.AddInProcess(configuration);
        }

        services.AddSingleton<IPayslips, PdfPayslips>();
        services.AddSingleton<EventMetrics>();
        services.Decorate<IEventBus, MeasuredEventBus>();
        services.AddSingleton<IDebugSource, LeaseDebug>();
        services.AddJobReports();
        services.AddJobber(configuration, environment, choices);
        services.AddTracing(configuration, choices);
        await services.AddPostgresAsync(configuration, environment, home); // last: from here on there is a server to stop
    }
}
