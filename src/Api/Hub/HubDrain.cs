namespace Pinnokio.Api.Hub;

/// <summary>
/// Sends the clients to other replicas before the process stops, spread over some seconds so that they do not all arrive at once.
/// The host waits for it before it stops listening: calls are served meanwhile.
/// </summary>
internal sealed class HubDrain(HubSockets sockets, HubOptions options, TimeProvider clock) : IHostedLifecycleService
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(100);

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        sockets.BeginDraining();
        var open = sockets.Open;
        var steps = Math.Max(1, (int)(options.DrainOver / s_step));
        var perStep = (open.Length + steps - 1) / steps;
        for (var closed = 0; closed < open.Length; closed += perStep)
        {
            foreach (var socket in open.Skip(closed).Take(perStep))
            {
                socket.Close(HubCloseCodes.Draining);
            }

            await Task.Delay(s_step, clock, cancellationToken);
        }

        await sockets
            .Emptied.WaitAsync(options.CloseWithin * 3, clock, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
