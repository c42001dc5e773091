using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pinnokio.Application.Common;
using Pinnokio.Application.Events.Contracts;
using StackExchange.Redis;

namespace Pinnokio.Infrastructure.Redis.Bridge;

/// <summary>
/// Writes down what others publish on the users' channels. Every replica hears it; the one that holds the lease appends it, and another one
/// goes on from what it heard itself. Where nobody can know what was missed, a hole is announced. See the README of the folder above.
/// </summary>
internal sealed partial class RedisBridge(
    RedisSubscriptions subscriptions,
    BridgeRing ring,
    BridgeWriter writer,
    RedisHoles holes,
    ILeases leases,
    EventChannels channels,
    TimeProvider clock,
    ILogger<RedisBridge> log
) : BackgroundService
{
    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_startWait = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Tries to take the bridge before the first caller comes, so that a hole from before this start is known to it.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await subscriptions.StartAsync(cancellationToken);
        string[] patterns = [channels.User("*"), EventChannels.Messages("*"), EventChannels.Chat("*", "*", "*")];
        foreach (var pattern in patterns)
        {
            await subscriptions.SubscribeAsync(
                new RedisChannel(pattern, RedisChannel.PatternMode.Pattern),
                ring.Messages,
                cancellationToken
            );
        }

        await subscriptions.SubscribeAsync(BridgeKeys.TickChannel, ring, cancellationToken);
        await subscriptions.SubscribeAsync(BridgeKeys.HoleChannel, holes, cancellationToken);
        await holes.RefreshAsync();
        await base.StartAsync(cancellationToken);
        await Task.WhenAny(_started.Task, Task.Delay(s_startWait, clock, cancellationToken));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await subscriptions.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        subscriptions.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await using (var lease = await leases.TryAcquireAsync(BridgeKeys.Lease, stoppingToken))
                {
                    if (lease is not null)
                    {
                        await HoldAsync(lease, stoppingToken);
                    }
                }

                _started.TrySetResult();
                await Task.Delay(s_retry, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // This process stops; the lease is given back.
        }
    }

    private async Task HoldAsync(ILease lease, CancellationToken stoppingToken)
    {
        using var held = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lease.Lost);
        var heardNoHolder = ring.Last(BridgeItemKind.Tick) is null; // asked before we tick ourselves
        var ticking = writer.TickAsync(held.Token);
        while (!held.IsCancellationRequested)
        {
            try
            {
                await writer.RunAsync(heardNoHolder, () => _started.TrySetResult(), held.Token);
            }
            catch (OperationCanceledException) when (held.IsCancellationRequested)
            {
                break;
            }
            catch (Exception fault)
            {
                // What became of the last append is not known; the next turn compares with the streams.
                Stumbled(fault.Message);
                await Task.Delay(s_retry, clock, held.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await ticking;
    }

    [LoggerMessage(72, LogLevel.Information, "bridge: goes back to what is certain: {Fault}")]
    private partial void Stumbled(string fault);
}
