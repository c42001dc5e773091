namespace Pinnokio.Api.Hub;

/// <summary>The hub's services and its route.</summary>
internal static class HubServices
{
    public static IServiceCollection AddHub(this IServiceCollection services)
    {
        services.AddSingleton(provider => HubOptions.From(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<HubMetrics>();
        services.AddSingleton<HubSockets>();
        services.AddSingleton<HubHandshake>();
        services.AddSingleton<HubEndpoint>();
        services.AddSingleton<UserFeeds>();
        services.AddHostedService<HubSweep>();
        services.AddHostedService<HubDrain>();
        return services;
    }

    public static void MapHub(this WebApplication app)
    {
        var hub = app.Services.GetRequiredService<HubEndpoint>(); // now, so that its figures are there from the start
        app.MapGet("/ws", (RequestDelegate)hub.HandleAsync);
    }
}
