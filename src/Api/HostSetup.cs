using Pinnokio.Application.Common;

namespace Pinnokio.Api;

/// <summary>The host's own settings: environment, address, logs.</summary>
internal static class HostSetup
{
    public const string DemoSwitch = "--demo";
    private const int DefaultPort = 8080;

    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        // Unset means a laptop: production is what somebody declares.
        var environment =
            Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
            ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
            ?? Environments.Development;
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { Args = [.. args.Where(a => a != DemoSwitch)], EnvironmentName = environment }
        );
        if (args.Contains(DemoSwitch))
        {
            builder.Configuration["PINNOKIO_DEMO"] = "true";
        }

        builder.Logging.ClearProviders();
        builder.Logging.AddJsonConsole(json =>
        {
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Critical); // its failures are logged once, where the call ends
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical); // why a start failed is told once, at the end
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            // A laptop listens to itself; a server in production to the network, behind its load balancer.
            var host = builder.Environment.IsProduction() ? "0.0.0.0" : "127.0.0.1";
            builder.WebHost.UseUrls($"http://{host}:{Port(builder.Configuration)}");
        }

        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
        return builder;
    }

    private static int Port(ConfigurationManager configuration) =>
        SettingValue.Whole("PORT", configuration["PORT"], 0, ushort.MaxValue, DefaultPort);
}
