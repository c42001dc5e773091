using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Pinnokio.Api.Errors;
using Pinnokio.Application.Common;
using Pinnokio.Application.Registry.Contracts;

namespace Pinnokio.Api.Hub;

/// <summary><c>GET /ws</c>: refuses over HTTP, or upgrades and serves the socket to its end.</summary>
internal sealed partial class HubEndpoint(
    HubHandshake handshake,
    HubSockets sockets,
    UserFeeds feeds,
    ISocketSessions sessions,
    HubOptions options,
    HubMetrics metrics,
    TimeProvider clock,
    ILogger<HubEndpoint> log
)
{
    public async Task HandleAsync(HttpContext http)
    {
        try
        {
            if (await OpenAsync(http) is { } refusal)
            {
                await RefuseAsync(http, refusal);
            }
        }
        catch (AppException fault) when (!http.Response.HasStarted)
        {
            await RefuseAsync(http, HubRefusal.Of(fault.Error)); // a store that is away
        }
    }

    private async Task<HubRefusal?> OpenAsync(HttpContext http)
    {
        if (handshake.FormFault(http) is { } fault)
        {
            return fault;
        }

        if (sockets.IsDraining)
        {
            return HubRefusal.Stopping; // before a ticket is spent
        }

        var (caller, refusal) = await handshake.IdentifyAsync(http.Request, http.RequestAborted);
        if (caller is null)
        {
            return refusal;
        }

        var feed = await feeds.JoinAsync(caller.UserId, http.RequestAborted);
        try
        {
            var socket = new HubSocket(caller, feed, options, metrics, clock, log);
            return feed.TryAttach(socket, options.SocketsPerUser)
                ? await ServeAttachedAsync(http, socket, feed)
                : HubRefusal.TooManySockets;
        }
        finally
        {
            await feeds.LeaveAsync(feed);
        }
    }

    private async Task<HubRefusal?> ServeAttachedAsync(HttpContext http, HubSocket socket, UserFeed feed)
    {
        if (!sockets.TryAdd(socket))
        {
            feed.Detach(socket);
            return HubRefusal.Stopping;
        }

        try
        {
            await ServeAsync(http, socket);
            return null;
        }
        finally
        {
            feed.Detach(socket);
            sockets.Remove(socket);
        }
    }

    private async Task ServeAsync(HttpContext http, HubSocket socket)
    {
        var began = clock.GetTimestamp();
        var transport = await UpgradeAsync(http);
        metrics.SocketOpened();
        Connected(http.Connection.Id, socket.Caller.Last is not null);
        await using var session = sessions.Open(socket.Caller.UserId, socket.Caller.SessionId);
        try
        {
            await socket.RunAsync(transport, session);
        }
        finally
        {
            metrics.SocketClosed(socket.CloseCode);
            Disconnected(
                http.Connection.Id,
                socket.CloseCode,
                socket.Sent,
                socket.Received,
                (long)clock.GetElapsedTime(began).TotalMilliseconds
            );
        }

        if (socket.CloseCode == HubCloseCodes.SlowConsumer)
        {
            _ = transport.AbortLaterAsync(clock);
        }
    }

    private static async Task<HubTransport> UpgradeAsync(HttpContext http)
    {
        var features = http.Features;
        if (features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null; // how slow is too slow is for the socket to say
        }

        http.Response.Headers.Upgrade = "websocket";
        http.Response.Headers.SecWebSocketAccept = HubHandshake.Accept(http.Request.Headers.SecWebSocketKey.ToString());
        var stream = await features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        var lifetime = features.GetRequiredFeature<IConnectionLifetimeFeature>();
        return new HubTransport(stream, features.Get<IConnectionSocketFeature>()?.Socket, lifetime.Abort);
    }

    private Task RefuseAsync(HttpContext http, HubRefusal refusal)
    {
        Refused(refusal.Error.Code);
        metrics.Refused(refusal.Error.Code);
        if (refusal.Status == StatusCodes.Status426UpgradeRequired)
        {
            http.Response.Headers.Upgrade = "websocket";
            http.Response.Headers.SecWebSocketVersion = "13";
        }

        return HttpErrors.WriteAsync(http, refusal.Status, refusal.Error);
    }

    // Neither user nor session: logs hold nothing personal.
    [LoggerMessage(230, LogLevel.Information, "ws_connect connection={Connection} resumes={Resumes}")]
    private partial void Connected(string connection, bool resumes);

    [LoggerMessage(
        231,
        LogLevel.Information,
        "ws_disconnect connection={Connection} code={Code} frames_sent={Sent} frames_received={Received} duration_ms={DurationMs}"
    )]
    private partial void Disconnected(string connection, int code, long sent, long received, long durationMs);

    [LoggerMessage(232, LogLevel.Information, "ws_refused reason={Reason}")]
    private partial void Refused(string reason);
}
