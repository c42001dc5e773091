using System.Text.Json.Nodes;
using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Leases;

/// <summary>What this replica owns over all replicas, in number.</summary>
internal sealed class LeaseDebug(ILeaseCount leases) : IDebugSource
{
    public string Name => "leases";

    public Task<JsonObject> SnapshotAsync(CancellationToken ct) => Task.FromResult(new JsonObject { ["held"] = leases.Held });
}
