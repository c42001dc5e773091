using Microsoft.Extensions.Logging.Abstractions;
using Pinnokio.Infrastructure.Postgres.Embedded;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Postgres.Embedded;

/// <summary>A process of its own that holds the server of one home, for tests to kill.</summary>
internal static class HomeHolder
{
    private const string Ready = "holds the home";

    public static async Task Main(string[] arguments)
    {
        var options = new EmbeddedPostgresOptions(arguments[0], null) { Durable = false };
        await using var server = await EmbeddedPostgres.StartAsync(options, NullLogger.Instance, CancellationToken.None);
        Console.WriteLine(Ready);
        await Console.In.ReadToEndAsync();
    }

    /// <summary>Answers once the server runs.</summary>
    public static async Task<ChildProcess> StartAsync(string home)
    {
        var child = ChildProcess.Start("dotnet", [typeof(HomeHolder).Assembly.Location, home]);
        await child.LineAsync(Ready, TimeSpan.FromMinutes(1));
        return child;
    }
}
