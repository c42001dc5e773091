using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;

namespace Pinnokio.Api.Tests.Hub;

/// <summary>A client as it should be written: it answers pings, reconnects to the next replica with where it was, and notes what it got.</summary>
internal sealed class Follower(string user, Uri[] addresses, int turn = 0) : IAsyncDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HubClient? _client;
    private string? _last;
    private Task? _running;
    private int _turn = turn;

    public string User => user;

    /// <summary>Completes when it was connected for the first time.</summary>
    public Task Ready => _ready.Task;

    public ConcurrentQueue<int> Numbers { get; } = [];

    public ConcurrentQueue<string> Ids { get; } = [];

    /// <summary>How often it was told that something is missing.</summary>
    public int Gaps { get; private set; }

    public int Connections { get; private set; }

    public bool IsConnected { get; private set; }

    public Follower Start()
    {
        _running = Task.Run(RunAsync);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_client is { } client)
        {
            await client.DisposeAsync();
        }

        await (_running ?? Task.CompletedTask);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        using var pause = new PeriodicTimer(s_pause);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await FollowAsync();
            }
            catch (Exception fault)
                when (fault is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
            {
                // Lost, refused, or disposed by the test.
            }

            IsConnected = false;
            _turn++;
            await pause.WaitForNextTickAsync();
        }
    }

    private async Task FollowAsync()
    {
        var resume = _last is null ? "" : $"&last={_last}";
        await using var client = await HubClient.ConnectAsync(addresses[_turn % addresses.Length], $"uid={user}{resume}", patient: true);
        _client = client;
        while (!_stop.IsCancellationRequested && await client.NextOrEndAsync() is { } frame)
        {
            _last = client.Last ?? _last;
            Note(frame);
        }
    }

    private void Note(JsonElement frame)
    {
        switch (HubClient.Kind(frame))
        {
            case null:
                Ids.Enqueue(frame.GetProperty("id").GetString()!);
                Numbers.Enqueue(HubClient.NumberOf(frame));
                break;
            case "ready":
                Connections++;
                IsConnected = true;
                _ready.TrySetResult();
                break;
            case "gap":
            case "resume" when !frame.GetProperty("recovered").GetBoolean():
                Gaps++;
                break;
        }
    }
}
