using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Pinnokio.Application.Common;

namespace Pinnokio.Api;

/// <summary>
/// Tells whoever started the process where it listens, where the token is, what serves each port, and, once it can be answered, how to make
/// a first call. In production the same goes into the log, which machines read.
/// </summary>
internal sealed partial class StartBanner(
    IServer server,
    AdapterChoices choices,
    ServiceTokenSettings tokens,
    IEnumerable<IHealthSource> sources,
    IHostEnvironment environment,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<StartBanner> log
) : BackgroundService
{
    private const string FirstCall = """{"method":"HR.check_connection"}""";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await TellAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A start that failed, or was called off, has nothing to tell.
        }
    }

    private async Task TellAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        var bound = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://127.0.0.1";
        if (environment.IsProduction())
        {
            Log(bound);
            return;
        }

        var address = bound
            .Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)
            .Replace("[::]", "127.0.0.1", StringComparison.Ordinal);
        Print(address);
        var away = await WaitUntilUpAsync(stoppingToken);
        if (away.Length > 0)
        {
            Console.WriteLine($"Not within reach yet: {string.Join(", ", away)}. It is tried again until it is there.");
        }

        PrintFirstCall(address);
    }

    private void Log(string address)
    {
        foreach (var (port, adapter) in choices.All)
        {
            Chosen(port, adapter);
        }

        Listening(address);
    }

    private void Print(string address)
    {
        Console.WriteLine($"Pinnokio listens on {address}");
        foreach (var (port, adapter) in choices.All.Append(("service token", tokens.File ?? "LISTENERS_SERVICE_TOKEN")))
        {
            Console.WriteLine($"  {port, -18} {adapter}");
        }
    }

    /// <summary>What is still away when patience ends.</summary>
    private async Task<string[]> WaitUntilUpAsync(CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            var away = sources.Where(source => !source.IsUp).Select(source => source.Name).ToArray();
            if (away.Length == 0 || clock.GetElapsedTime(began) > s_patience)
            {
                return away;
            }

            await Task.Delay(s_look, clock, ct);
        }
    }

    private void PrintFirstCall(string address)
    {
        var token = tokens.File is { } file ? $"$(cat '{file}')" : "${LISTENERS_SERVICE_TOKEN%%,*}";
        Console.WriteLine("A first call:");
        Console.WriteLine(
            $"""curl -s {address}/rpc -H "Authorization: Bearer {token}" -H 'Content-Type: application/json' -d '{FirstCall}'"""
        );
    }

    [LoggerMessage(120, LogLevel.Information, "{Port} is served by {Adapter}")]
    private partial void Chosen(string port, string adapter);

    [LoggerMessage(121, LogLevel.Information, "Pinnokio listens on {Address}")]
    private partial void Listening(string address);
}
