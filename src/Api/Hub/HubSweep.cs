namespace Pinnokio.Api.Hub;

/// <summary>One timer for all sockets: pings, and everything that takes too long.</summary>
internal sealed class HubSweep(HubSockets sockets, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var socket in sockets.Open)
            {
                socket.Look();
            }
        }
    }
}
