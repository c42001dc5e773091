using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pinnokio.Api.Callbacks;
using Pinnokio.Api.Errors;
using Pinnokio.Api.Files;
using Pinnokio.Api.Health;
using Pinnokio.Api.Hub;
using Pinnokio.Api.Metrics;
using Pinnokio.Api.Pages;
using Pinnokio.Api.Protection;
using Pinnokio.Api.Rpc;
using Pinnokio.Application.Common;

namespace Pinnokio.Api;

/// <summary>The entrances: their services and their routes.</summary>
internal static class DependencyInjection
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddSingleton(provider => new ServiceTokens(provider.GetRequiredService<ServiceTokenSettings>().Tokens));
        services.AddHostedService<StartBanner>();
        services.AddSingleton(RpcCatalog.Build(typeof(Application.DependencyInjection).Assembly));
        services.AddSingleton<RpcDispatcher>();
        services.AddSingleton<StreamPositions>();
        services.AddSingleton<RpcEndpoint>();
        services.AddSingleton<RpcDocuments>();
        services.AddHub();
        services.AddSingleton<RpcMetrics>();
        services.AddSingleton<MetricCollector>();
        services.AddSingleton<ProcessMetrics>();
        services.AddSingleton(provider => ProtectionOptions.From(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton(provider =>
            CallbackOptions.From(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<ServiceTokenSettings>())
        );
        services.AddSingleton<CallbackMetrics>();
        services.AddSingleton<CallbackEndpoint>();
        services.AddSingleton<ConsolePages>();
        services.AddSingleton<CallRates>();
        services.AddSingleton<CallGate>();
        services.AddSingleton<DebugReport>();
        services.AddSingleton<IDebugSource, ProcessDebug>();
        services.AddSingleton<IDebugSource, HubDebug>();
        services.Configure<KestrelServerOptions>(ConnectionLimits.Apply);
        return services;
    }

    public static WebApplication MapApi(this WebApplication app)
    {
        app.UseExceptionHandler(
            new ExceptionHandlerOptions { ExceptionHandler = HttpErrors.HandleAsync, SuppressDiagnosticsCallback = _ => true } // it logs them itself
        );
        app.UseStatusCodePages(HttpErrors.FillAsync);
        var rpc = app.Services.GetRequiredService<RpcEndpoint>();
        app.MapHealth();
        app.MapMetrics();
        app.MapPost("/rpc", (RequestDelegate)rpc.HandleAsync);
        app.MapPost("/hr/callback", (RequestDelegate)app.Services.GetRequiredService<CallbackEndpoint>().HandleAsync);
        app.Services.GetRequiredService<RpcDocuments>().Map(app);
        app.MapFiles();
        app.MapHub();
        app.Services.GetRequiredService<ConsolePages>().Map(app);
        return app;
    }
}
