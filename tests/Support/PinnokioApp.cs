using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Pinnokio.Support;

/// <summary>One replica of the product in this process, on real servers, spoken to as its callers do.</summary>
public sealed class PinnokioApp : IAsyncDisposable
{
    public const string Token = "test-token-0123456789";

    private readonly WebApplicationFactory<Program> _factory;
    private readonly HttpClient _client;
    private readonly TestDatabase? _ownDatabase;

    private PinnokioApp(WebApplicationFactory<Program> factory, TestDatabase database, TestDatabase? ownDatabase)
    {
        _factory = factory;
        Database = database;
        _ownDatabase = ownDatabase;
        _client = factory.CreateClient();
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public TestDatabase Database { get; }

    public IServiceProvider Services => _factory.Services;

    /// <summary>Carries the service token; for requests that the methods below do not make.</summary>
    public HttpClient Client => _client;

    /// <summary>
    /// Starts a replica and waits until it is ready. Without <paramref name="redisPort"/> it caches in process; without
    /// <paramref name="database"/> it has a migrated database of its own; <paramref name="onSockets"/> it listens as in production, with the
    /// limits of the real server.
    /// </summary>
    public static async Task<PinnokioApp> StartAsync(
        TestDatabase? database = null,
        int? redisPort = null,
        Action<IDictionary<string, string>>? settings = null,
        Action<IServiceCollection>? services = null,
        bool waitUntilReady = true,
        bool onSockets = false
    )
    {
        var own = database is null ? await TestDatabase.CreateAsync() : null;
        var values = new Dictionary<string, string>
        {
            ["NEON_DATABASE_URL"] = (database ?? own!).Url,
            ["LISTENERS_SERVICE_TOKEN"] = Token,
            ["PINNOKIO_HOME"] = Path.Combine(Path.GetTempPath(), $"pinnokio-test-{Guid.NewGuid():N}"),
            ["PINNOKIO_DATA_KEY"] = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        };
        if (redisPort is { } port)
        {
            values["LISTENERS_REDIS_HOST"] = TestRedis.Host;
            values["LISTENERS_REDIS_PORT"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (onSockets)
        {
            values[WebHostDefaults.ServerUrlsKey] = "http://127.0.0.1:0";
        }

        settings?.Invoke(values);
        var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            foreach (var (name, value) in values)
            {
                host.UseSetting(name, value);
            }

            if (services is not null)
            {
                host.ConfigureTestServices(services);
            }
        });
        if (onSockets)
        {
            factory.UseKestrel();
        }

        var app = new PinnokioApp(factory, database ?? own!, own);
        if (waitUntilReady)
        {
            await app.WaitUntilReadyAsync();
        }

        return app;
    }

    public Task WaitUntilReadyAsync() => Eventually.HoldsAsync(_client.IsReadyAsync, TimeSpan.FromSeconds(60));

    /// <summary>Calls a method with keyword arguments (an anonymous object or a dictionary, as they stand on the wire).</summary>
    public Task<RpcReply> RpcAsync(
        string method,
        object? kwargs = null,
        string? userId = null,
        string? idempotencyKey = null,
        object?[]? args = null,
        int? timeoutMs = null,
        CancellationToken ct = default
    ) => _client.RpcAsync(method, kwargs, userId, idempotencyKey, args, timeoutMs, ct);

    /// <summary>Posts a body as it is.</summary>
    public Task<RpcReply> PostAsync(string body, CancellationToken ct = default) => _client.PostRpcAsync(body, ct);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _factory.DisposeAsync();
        if (_ownDatabase is not null)
        {
            await _ownDatabase.DisposeAsync();
        }
    }
}
