using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Pinnokio.Support;

namespace Pinnokio.Benchmarks.Load;

/// <summary>The hub of one replica on a private Redis: latency from the call that publishes to the socket, memory per idle socket, time to resume.</summary>
internal sealed class HubRun : IDisposable
{
    private const string Token = "bench-token-0123456789abcdef";
    private const int Listening = 1_000;
    private const int PerSecond = 500;
    private const int Idle = 5_000;
    private const int Resumed = 500;
    private const int SlowUser = -1;
    private const int Turns = 6;
    private static readonly TimeSpan s_pass = TimeSpan.FromSeconds(15);

    private readonly HttpClient _client;
    private readonly int _port;
    private readonly string _run = Guid.NewGuid().ToString("N")[..8];

    private HubRun(int port)
    {
        _port = port;
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public static async Task RunAsync()
    {
        await using var redis = await TestRedis.StartPrivateAsync();
        await using var database = await TestDatabase.CreateAsync();
        var settings = ProductProcess.On(database);
        settings["LISTENERS_SERVICE_TOKEN"] = Token;
        settings["LISTENERS_REDIS_HOST"] = TestRedis.Host;
        settings["LISTENERS_REDIS_PORT"] = redis.Port.ToString(CultureInfo.InvariantCulture);
        await using var product = await ProductProcess.ListeningAsync(settings);
        await product.WaitUntilReadyAsync();
        using var run = new HubRun(product.Client.BaseAddress!.Port);
        await run.LatencyAsync(product.Process.Pid);
        await run.ResumeAsync();
        await run.MemoryAsync(product.Process.Pid);
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Passes over the same sockets, after one to warm up: in turns, all read, and one more client has stopped to.</summary>
    private async Task LatencyAsync(int pid)
    {
        using var reading = await HubConnection.OpenAsync(_port, Token, $"uid={User(SlowUser)}");
        var latencies = new ConcurrentQueue<double>();
        var connections = await OpenAllAsync("", Listening);
        var readers = connections.Select(connection => Task.Run(() => ReadAsync(connection, latencies))).ToArray();
        var slowReader = Task.Run(() => ReadAsync(reading, []));
        await PublishAsync();
        Report("warm up", latencies);
        List<double> allRead = [];
        List<double> oneStuck = [];
        for (var turn = 0; turn < Turns; turn++)
        {
            latencies.Clear();
            await PublishAsync();
            allRead.Add(Report("all read", latencies));

            var before = MemoryOf(pid);
            using var stuck = await HubConnection.OpenAsync(_port, Token, $"uid={User(SlowUser)}", receiveBuffer: 4_096);
            latencies.Clear();
            await PublishAsync();
            oneStuck.Add(Report("one does not read", latencies));
            Console.WriteLine($"memory grew by {(MemoryOf(pid) - before) / 1024.0:0.0} MB meanwhile");
            while (await stuck.NextAsync() is not null) { }
            Console.WriteLine($"which was closed with {stuck.CloseCode}");
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"median p99: {Median(allRead):0.00} ms, with one that does not read {Median(oneStuck):0.00} ms"
            )
        );
        connections.ForEach(connection => connection.Dispose());
        reading.Dispose();
        await Task.WhenAll(readers.Append(slowReader)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ResumeAsync()
    {
        using var start = await HubConnection.OpenAsync(_port, Token, "uid=resumed");
        var position = JsonElement.Parse((await start.NextAsync())!.Value.Span).GetProperty("position").GetString();
        for (var n = 0; n < Resumed; n++)
        {
            await PublishAsync("resumed", 0, 300);
        }

        var times = new List<double>();
        for (var round = 0; round < 30; round++)
        {
            var asked = Stopwatch.GetTimestamp();
            using var connection = await HubConnection.OpenAsync(_port, Token, $"uid=resumed&last={position}");
            for (var events = 0; events < Resumed; )
            {
                events += IsEvent((await connection.NextAsync())!.Value) ? 1 : 0;
            }

            times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }

        Report($"resume of {Resumed} events, with the handshake", times.Skip(10));
    }

    private async Task MemoryAsync(int pid)
    {
        (await OpenAllAsync("warm", 500)).ForEach(connection => connection.Dispose());
        await SettleAsync();
        var before = MemoryOf(pid);
        var connections = await OpenAllAsync("idle", Idle);
        await SettleAsync();
        var after = MemoryOf(pid);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"memory: {before / 1024} MB, with {Idle} idle sockets {after / 1024} MB: {(after - before) / (double)Idle:0.0} KB each"
            )
        );
        connections.ForEach(connection => connection.Dispose());
    }

    private async Task<List<HubConnection>> OpenAllAsync(string kind, int count)
    {
        var connections = new List<HubConnection>();
        foreach (var some in Enumerable.Range(0, count).Chunk(50))
        {
            connections.AddRange(await Task.WhenAll(some.Select(n => HubConnection.OpenAsync(_port, Token, $"uid={User(n)}{kind}"))));
        }

        return connections;
    }

    /// <summary>The events of a pass at their pace, and beside them large ones for one user more.</summary>
    private async Task PublishAsync()
    {
        var calls = new List<Task>();
        var began = Stopwatch.GetTimestamp();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var sent = 0;
        while (await pace.WaitForNextTickAsync() && Stopwatch.GetElapsedTime(began) < s_pass)
        {
            for (var due = Stopwatch.GetElapsedTime(began).TotalSeconds * PerSecond; sent < due; sent++)
            {
                calls.Add(PublishAsync(User(sent % Listening), Stopwatch.GetTimestamp(), 200));
                if (sent % 10 == 0)
                {
                    calls.Add(PublishAsync(User(SlowUser), 0, 20_000));
                }
            }
        }

        await Task.WhenAll(calls);
    }

    private async Task PublishAsync(string user, long at, int bytes)
    {
        var reply = await _client.RpcAsync(
            "EVENTS.publish",
            new
            {
                channel = $"user:{user}",
                type = "notif.sync",
                payload = new { at, text = new string('x', bytes) },
            }
        );
        _ = reply.Data;
    }

    private string User(int number) => $"{_run}-{number}";

    private static async Task ReadAsync(HubConnection connection, ConcurrentQueue<double> latencies)
    {
        while (await connection.NextAsync() is { } frame)
        {
            if (IsEvent(frame))
            {
                var at = JsonElement.Parse(frame.Span).GetProperty("payload").GetProperty("at").GetInt64();
                latencies.Enqueue(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
            }
        }
    }

    private static bool IsEvent(ReadOnlyMemory<byte> frame) => frame.Span.IndexOf("\"notif.sync\""u8) > 0;

    private static double Median(List<double> figures)
    {
        var sorted = figures.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Returns the p99.</summary>
    private static double Report(string name, IEnumerable<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToArray();
        var p99 = sorted[(int)(sorted.Length * 0.99)];
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name, -44}{sorted.Length, 8} p50 {sorted[sorted.Length / 2], 8:0.00} ms  p99 {p99, 8:0.00} ms"
            )
        );
        return p99;
    }

    private static async Task SettleAsync()
    {
        using var pause = new PeriodicTimer(TimeSpan.FromSeconds(5));
        await pause.WaitForNextTickAsync();
    }

    private static long MemoryOf(int pid) =>
        long.Parse(
            File.ReadLines($"/proc/{pid}/status")
                .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))[6..]
                .TrimEnd('B', 'k', ' '),
            CultureInfo.InvariantCulture
        );
}
