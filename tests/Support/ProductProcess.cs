using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Pinnokio.Support;

/// <summary>The product as a process of its own on a free port, as an operator starts, signals and kills it.</summary>
public sealed partial class ProductProcess : IAsyncDisposable
{
    private const string Greeting = "Pinnokio listens on ";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(90);

    /// <summary>What a test's own surroundings may hold, and what a start must not be swayed by.</summary>
    private static readonly string[] _cleared =
    [
        "ASPNETCORE_ENVIRONMENT",
        "ASPNETCORE_URLS",
        "DOTNET_ENVIRONMENT",
        "HR_COMPANY_ACCESS",
        "LISTENERS_REDIS_HOST",
        "LISTENERS_REDIS_PORT",
        "LISTENERS_SERVICE_TOKEN",
        "NEON_DATABASE_URL",
        "PINNOKIO_ALLOW_EMBEDDED",
        "PINNOKIO_DATA_KEY",
        "PINNOKIO_HOME",
        "USE_LOCAL_REDIS",
    ];

    private ProductProcess(ChildProcess process, Uri address, string token)
    {
        Process = process;
        Client = new HttpClient { BaseAddress = address };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public ChildProcess Process { get; }

    /// <summary>Carries the service token.</summary>
    public HttpClient Client { get; }

    /// <summary>Only starts it: for a process that is not expected to listen.</summary>
    public static ChildProcess Launch(IReadOnlyDictionary<string, string?> settings, params IEnumerable<string> arguments)
    {
        var environment = _cleared.ToDictionary(name => name, _ => (string?)null);
        environment["PORT"] = "0";
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        var program = Path.Combine(AppContext.BaseDirectory, "Pinnokio.Api.dll");
        return ChildProcess.Start("dotnet", [program, .. arguments], environment);
    }

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<ProductProcess> ListeningAsync(
        IReadOnlyDictionary<string, string?> settings,
        params IEnumerable<string> arguments
    )
    {
        var process = Launch(settings, arguments);
        try
        {
            var line = await process.LineAsync(Greeting, _patience);
            var address = Address().Match(line).Groups[1].Value.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal);
            return new ProductProcess(process, new Uri(address), TokenOf(settings));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it on a database of the test's, and waits until it is ready.</summary>
    public static async Task<ProductProcess> ReadyAsync(TestDatabase database)
    {
        var product = await ListeningAsync(On(database));
        await product.WaitUntilReadyAsync();
        return product;
    }

    public static Dictionary<string, string?> On(TestDatabase database) =>
        new()
        {
            ["NEON_DATABASE_URL"] = database.Url,
            ["LISTENERS_SERVICE_TOKEN"] = PinnokioApp.Token,
            ["PINNOKIO_HOME"] = Path.Combine(Path.GetTempPath(), $"pinnokio-test-{Guid.NewGuid():N}"),
            ["PINNOKIO_DATA_KEY"] = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        };

    public Task WaitUntilReadyAsync() => Eventually.HoldsAsync(Client.IsReadyAsync, _patience);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Process.DisposeAsync();
    }

    [GeneratedRegex(Greeting + @"(http://[\d.]+:\d+)")]
    private static partial Regex Address();

    private static string TokenOf(IReadOnlyDictionary<string, string?> settings) =>
        settings.GetValueOrDefault("LISTENERS_SERVICE_TOKEN")
        ?? (settings.GetValueOrDefault("PINNOKIO_HOME") is { } home ? File.ReadAllText(Path.Combine(home, "service-token")).Trim() : "");
}
