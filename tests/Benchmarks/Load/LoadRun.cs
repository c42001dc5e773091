using System.Globalization;
using Pinnokio.Support;

namespace Pinnokio.Benchmarks.Load;

/// <summary>
/// Runs the product as a process of its own on private PostgreSQL (without fsync) and Redis servers, and loads it from this one. Rates are of
/// this machine, generator included: compare them within one run, or with the reference servers of the benchmark kit.
/// </summary>
internal static class LoadRun
{
    private const string Token = "bench-token-0123456789abcdef";
    private static readonly int[] s_connections = [1, 64];
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_pass = TimeSpan.FromSeconds(6);

    public static async Task RunAsync()
    {
        await using var postgres = await TestPostgres.StartPrivateAsync();
        await using var redis = await TestRedis.StartPrivateAsync();
        await using var database = await postgres.CreateDatabaseAsync();
        await BenchData.SeedAsync(database);
        var port = FreePort.Next();
        await using var server = ChildProcess.Start(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Pinnokio.Api.dll")],
            environment: new Dictionary<string, string?>
            {
                ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
                ["NEON_DATABASE_URL"] = database.Url,
                ["LISTENERS_REDIS_HOST"] = TestRedis.Host,
                ["LISTENERS_REDIS_PORT"] = redis.Port.ToString(CultureInfo.InvariantCulture),
                ["LISTENERS_SERVICE_TOKEN"] = Token,
                ["PINNOKIO_DATA_KEY"] = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)),
            }
        );
        await WaitUntilReadyAsync(port);
        Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}, generator and servers on one machine");
        Console.WriteLine($"{"case", -24}{"connections", 12}{"rps", 10}{"p50 ms", 10}{"p99 ms", 10}{"errors", 8}");
        foreach (var (name, body) in Cases())
        {
            foreach (var connections in s_connections)
            {
                var load = new HttpLoad(port, Token, body);
                await load.RunAsync(connections, s_warmUp);
                var result = await load.RunAsync(connections, s_pass);
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{name, -24}{connections, 12}{result.PerSecond, 10:0}{result.P50, 10:0.00}{result.P99, 10:0.00}{result.Errors, 8}"
                    )
                );
            }
        }
    }

    private static IEnumerable<(string Name, Func<int, string> Body)> Cases()
    {
        var run = Guid.NewGuid().ToString("N")[..8];
        yield return ("cache hit", _ => List(BenchData.Small, "bench"));
        yield return ("database read", _ => List(BenchData.Small, null));
        yield return ("miss that stores", n => List(BenchData.Small, $"miss-{run}-{n}"));
        yield return ("create", n => Create(BenchData.Empty, $"{run}-{n}"));
        yield return (
            "mixed 90/10",
            n => n % 10 == 0 ? Create(BenchData.Mixed(n * 7), $"mix-{run}-{n}") : List(BenchData.Mixed(n * 13), "bench")
        );
        yield return ("10 000 employees, hit", _ => List(BenchData.Large, "bench"));
        yield return ("10 000 employees, read", _ => List(BenchData.Large, null));
    }

    private static string List(Guid company, string? user) =>
        user is null
            ? $$$"""{"method":"HR.list_employees","args":[],"kwargs":{"company_id":"{{{company}}}"}}"""
            : $$$"""{"method":"HR.list_employees","args":[],"kwargs":{"company_id":"{{{company}}}","firebase_user_id":"{{{user}}}"},"user_id":"{{{user}}}"}""";

    private static string Create(Guid company, string key) =>
        $$$"""
            {"method":"HR.create_employee","args":[],"kwargs":{"company_id":"{{{company}}}","firebase_user_id":"bench","identifier":"{{{key}}}",
            "first_name":"Jean","last_name":"Dupont","birth_date":"1990-01-15","cluster_code":"CH-GE","hire_date":"2024-01-01"},
            "user_id":"bench","idempotency_key":"{{{key}}}"}
            """;

    private static async Task WaitUntilReadyAsync(int port)
    {
        using var client = new HttpClient();
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    using var ready = await client.GetAsync($"http://127.0.0.1:{port}/readyz");
                    return ready.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            TimeSpan.FromSeconds(60)
        );
    }
}
