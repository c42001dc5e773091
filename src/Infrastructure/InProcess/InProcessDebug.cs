using System.Text.Json.Nodes;
using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.InProcess;

/// <summary>What the memory that stands in for Redis holds.</summary>
internal sealed class InProcessDebug(InProcessKeyspace keyspace) : IDebugSource
{
    public string Name => "redis";

    public Task<JsonObject> SnapshotAsync(CancellationToken ct)
    {
        var (keys, bytes) = keyspace.Held;
        return Task.FromResult(new JsonObject { ["keys"] = keys, ["bytes"] = bytes });
    }
}
