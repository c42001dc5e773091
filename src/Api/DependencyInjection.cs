using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pinnokio.Api.Errors;
using Pinnokio.Api.Rpc;

namespace Pinnokio.Api;

/// <summary>The entrances: their services and their routes.</summary>
internal static class DependencyInjection
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddSingleton(RpcCatalog.Build(typeof(Application.DependencyInjection).Assembly));
        services.AddSingleton<RpcDispatcher>();
        services.AddSingleton<RpcEndpoint>();
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RpcEndpoint.MaxBodyBytes;
        });
        return services;
    }

    public static WebApplication MapApi(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = HttpErrors.HandleAsync });
        app.UseStatusCodePages(HttpErrors.FillAsync);
        var rpc = app.Services.GetRequiredService<RpcEndpoint>();
        app.MapPost("/rpc", (RequestDelegate)rpc.HandleAsync);
        return app;
    }
}
