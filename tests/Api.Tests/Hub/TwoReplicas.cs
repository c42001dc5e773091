using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hub;

/// <summary>Two replicas as processes of their own over one Redis and one PostgreSQL; a test may stop, kill or empty each of them.</summary>
internal sealed class TwoReplicas : IAsyncDisposable
{
    private readonly Dictionary<string, string?> _settings;

    private TwoReplicas(TestRedis redis, TestDatabase database, ProductProcess[] replicas, Dictionary<string, string?> settings) =>
        (Redis, Database, Replicas, _settings) = (redis, database, replicas, settings);

    /// <summary>The sizes of the full runs, or those of seconds that every test run has.</summary>
    public static bool IsFullSize { get; } = Environment.GetEnvironmentVariable("PINNOKIO_FULL_SIZE") == "true";

    public TestRedis Redis { get; }

    public TestDatabase Database { get; }

    public ProductProcess[] Replicas { get; }

    public Uri[] Addresses => [.. Replicas.Select(replica => replica.Client.BaseAddress!)];

    public static int Size(int usual, int full) => IsFullSize ? full : usual;

    public static async Task<TwoReplicas> StartAsync()
    {
        var redis = await TestRedis.StartPrivateAsync();
        var database = await TestDatabase.CreateAsync();
        var settings = ProductProcess.On(database);
        settings["LISTENERS_REDIS_HOST"] = TestRedis.Host;
        settings["LISTENERS_REDIS_PORT"] = redis.Port.ToString(CultureInfo.InvariantCulture);
        var replicas = await Task.WhenAll(ProductProcess.ListeningAsync(settings), ProductProcess.ListeningAsync(settings));
        await Task.WhenAll(replicas.Select(replica => replica.WaitUntilReadyAsync()));
        return new TwoReplicas(redis, database, replicas, settings);
    }

    /// <summary>A new process in the place of one that was killed.</summary>
    public async Task RestartAsync(int replica)
    {
        await Replicas[replica].DisposeAsync();
        Replicas[replica] = await ProductProcess.ListeningAsync(_settings);
        await Replicas[replica].WaitUntilReadyAsync();
    }

    /// <summary>Publishes one event with this number through a replica; null when the replica could not.</summary>
    public async Task<string?> PublishAsync(int replica, string user, int number)
    {
        var reply = await Replicas[replica].Client.RpcAsync("EVENTS.publish", Event(user, number));
        return reply.Ok ? reply.Data.GetProperty("id").GetString() : null;
    }

    /// <summary>Publishes one event with this number as the Python workers do, past the replicas.</summary>
    public async Task PublishPlainAsync(string user, int number) =>
        (await Redis.CommandAsync($"PUBLISH user:{user} '{JsonSerializer.Serialize(Event(user, number))}'")).ShouldNotBe(":0");

    /// <summary>Redis answers how many heard a message; this one is no event and goes nowhere.</summary>
    public Task UntilTheyHearPlainMessagesAsync() =>
        Eventually.HoldsAsync(async () => await Redis.CommandAsync("PUBLISH user:nobody hello") == $":{Replicas.Length}");

    /// <summary>Follows a user with the Python client, which prints a frame per line.</summary>
    public static ChildProcess Python(string user, int count, params Uri[] addresses) =>
        ChildProcess.Start("python3", [Script(), PinnokioApp.Token, user, $"{count}", .. addresses.Select(a => a.ToString().TrimEnd('/'))]);

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in Replicas)
        {
            await replica.DisposeAsync();
        }

        await Database.DisposeAsync();
        await Redis.DisposeAsync();
    }

    private static object Event(string user, int number) =>
        new
        {
            channel = $"user:{user}",
            type = "notif.sync",
            payload = new { n = number },
        };

    private static string Script([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "hub_client.py");
}
