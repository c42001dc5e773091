using System.Text.Json.Nodes;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Hub;

/// <summary>The open sockets of this replica, in number.</summary>
internal sealed class HubDebug(HubSockets sockets) : IDebugSource
{
    public string Name => "sockets";

    public Task<JsonObject> SnapshotAsync(CancellationToken ct)
    {
        var open = sockets.Open;
        return Task.FromResult(
            new JsonObject
            {
                ["status"] = sockets.IsDraining ? "draining" : "ok",
                ["open"] = open.Length,
                ["users"] = open.Select(socket => socket.Caller.UserId).Distinct().Count(),
            }
        );
    }
}
