using Pinnokio.Application.Common;
using Pinnokio.Application.Registry.Contracts;

namespace Pinnokio.Api.Hub;

/// <summary>Tells the registry who has a socket. A registry that is away never hurts one.</summary>
internal sealed partial class HubPresence(ISessionRegistry registry, ILogger<HubPresence> log)
{
    public async Task RegisterAsync(HubCaller caller)
    {
        try
        {
            await registry.RegisterAsync(caller.UserId, caller.SessionId, backendRoute: null, CancellationToken.None);
        }
        catch (Exception fault)
        {
            Missed(fault);
        }
    }

    public void Beat(HubCaller caller) => _ = BeatAsync(caller);

    public async Task UnregisterAsync(HubCaller caller)
    {
        try
        {
            await registry.UnregisterAsync(caller.SessionId, CancellationToken.None);
        }
        catch (Exception fault)
        {
            Missed(fault);
        }
    }

    private async Task BeatAsync(HubCaller caller)
    {
        try
        {
            if (!await registry.BeatAsync(caller.SessionId, CancellationToken.None))
            {
                await RegisterAsync(caller);
            }
        }
        catch (Exception fault)
        {
            Missed(fault);
        }
    }

    private void Missed(Exception fault)
    {
        if (fault is AppException { Error.Kind: ErrorKind.Unavailable })
        {
            Away();
        }
        else
        {
            Failed(fault);
        }
    }

    [LoggerMessage(220, LogLevel.Debug, "the registry is away; the next pong tells it again")]
    private partial void Away();

    [LoggerMessage(221, LogLevel.Error, "the registry failed")]
    private partial void Failed(Exception fault);
}
