using System.Text.Json.Nodes;
using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Leases;

namespace Pinnokio.Infrastructure.Registry;

/// <summary>What operators see of presence: everybody's users, this replica's sessions and leases.</summary>
internal sealed class PresenceDebug(IPresenceStore store, KnownSessions known, ILeaseCount leases) : IDebugSource
{
    public string Name => "registry";

    public async Task<JsonObject> SnapshotAsync(CancellationToken ct) =>
        new()
        {
            ["online_users"] = await store.CountAsync(ct),
            ["known_sessions"] = known.Living,
            ["socket_sessions"] = known.Sockets,
            ["leases_held"] = leases.Held,
        };
}
