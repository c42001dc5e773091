using System.Net.Sockets;

namespace Pinnokio.Support;

/// <summary>What a private Redis server does differently from the shared one.</summary>
public sealed record TestRedisOptions
{
    /// <summary>Data survive an orderly stop, and a kill as far as <see cref="TestRedis.SaveAsync"/> went.</summary>
    public bool Persistent { get; init; }

    /// <summary>One node that owns every slot, and refuses a command over two slots as a real cluster does.</summary>
    public bool Cluster { get; init; }

    public string? Password { get; init; }
}

/// <summary>
/// A real Redis server on a free loopback port. Tests share one per process through <see cref="SharedAsync"/> and keep apart by
/// random company and user ids; a test that stops, pauses or empties it takes its own from <see cref="StartPrivateAsync"/>.
/// </summary>
public sealed class TestRedis : IAsyncDisposable
{
    public const string Host = "127.0.0.1";
    private const int StartAttempts = 5;

    private static readonly Lazy<Task<TestRedis>> _shared = new(() => StartPrivateAsync());

    private readonly TemporaryFolder _folder = new("redis");
    private readonly TestRedisOptions _options;
    private ChildProcess? _server;

    private TestRedis(TestRedisOptions options) => _options = options;

    public int Port { get; private set; } = FreePort.Next();
    public string Address => $"{Host}:{Port}";

    public static Task<TestRedis> SharedAsync() => _shared.Value;

    public static async Task<TestRedis> StartPrivateAsync(TestRedisOptions? options = null)
    {
        var redis = new TestRedis(options ?? new TestRedisOptions());
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await redis.StartAsync();
                return redis;
            }
            catch (TimeoutException) when (attempt < StartAttempts && redis._server!.HasExited)
            {
                redis.Port = FreePort.Next();
            }
        }
    }

    /// <summary>Starts a stopped server again, on its port, with what it had kept.</summary>
    public async Task StartAsync()
    {
        _server = ChildProcess.Start("redis-server", Settings(), workingDirectory: _folder.Path);
        await _server.LineAsync("Ready to accept connections");
        if (_options.Cluster && !(await CommandAsync("CLUSTER INFO")).Contains("cluster_slots_assigned:16384", StringComparison.Ordinal))
            await CommandAsync("CLUSTER ADDSLOTSRANGE 0 16383");
        if (_options.Cluster)
            await Eventually.HoldsAsync(async () =>
                (await CommandAsync("CLUSTER INFO")).Contains("cluster_state:ok", StringComparison.Ordinal)
            );
    }

    public Task StopAsync() => EndAsync(UnixSignal.Terminate);

    public Task KillAsync() => EndAsync(UnixSignal.Kill);

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    /// <summary>As a node that was replaced: the same address, nothing in it.</summary>
    public async Task RestartEmptyAsync()
    {
        await KillAsync();
        File.Delete(SnapshotFile);
        await StartAsync();
    }

    /// <summary>As a node that crashed: back with what the last <see cref="SaveAsync"/> held, later writes forgotten.</summary>
    public async Task RestartWithOldDataAsync()
    {
        if (!File.Exists(SnapshotFile))
            throw new InvalidOperationException("There is no old data: the server is not persistent, or nothing was saved.");
        await KillAsync();
        await StartAsync();
    }

    /// <summary>Keeps its connections open while nothing answers.</summary>
    public void Pause() => _server!.Signal(UnixSignal.Stop);

    public void Resume() => _server!.Signal(UnixSignal.Continue);

    public Task SaveAsync() => CommandAsync("SAVE");

    public Task FlushAsync() => CommandAsync("FLUSHALL");

    /// <summary>One inline command and the raw answer to it, over a connection of its own.</summary>
    public async Task<string> CommandAsync(string command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Host, Port);
        await using var stream = client.GetStream();
        await using var writer = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
        using var reader = new StreamReader(stream);
        if (_options.Password is { } password)
        {
            await writer.WriteLineAsync($"AUTH {password}");
            await reader.ReadLineAsync();
        }

        await writer.WriteLineAsync(command);
        await writer.WriteLineAsync("QUIT");
        var answer = await reader.ReadToEndAsync();
        var body = answer[..answer.LastIndexOf("+OK", StringComparison.Ordinal)].Trim();
        return body.StartsWith('-') ? throw new InvalidOperationException($"{command}: {body}") : body;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _folder.Dispose();
    }

    private string SnapshotFile => Path.Combine(_folder.Path, "dump.rdb");

    private async Task EndAsync(UnixSignal signal)
    {
        await _server!.EndAsync(signal, within: null);
        await _server.DisposeAsync();
    }

    private IEnumerable<string> Settings() =>
        [
            .. new[] { "--port", $"{Port}", "--bind", Host, "--appendonly", "no", "--save", _options.Persistent ? "3600 1" : "" },
            .. _options.Cluster ? new[] { "--cluster-enabled", "yes" } : [],
            .. _options.Password is { } password ? new[] { "--requirepass", password } : [],
        ];
}
