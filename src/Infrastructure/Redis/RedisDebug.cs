using System.Text.Json.Nodes;
using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Redis;

/// <summary>What the server tells of itself in one cheap question.</summary>
internal sealed class RedisDebug(RedisConnection connection, TimeProvider clock) : IDebugSource
{
    public string Name => "redis";

    public async Task<JsonObject> SnapshotAsync(CancellationToken ct)
    {
        if (connection.Link is not { IsUsable: true } link)
        {
            return [];
        }

        var asked = clock.GetTimestamp();
        var keys = (long)await link.Database.ExecuteAsync("DBSIZE").WaitAsync(ct);
        return new JsonObject
        {
            ["keys"] = keys,
            ["latency_ms"] = Math.Round(clock.GetElapsedTime(asked).TotalMilliseconds, 2),
            ["connections_so_far"] = link.Epoch,
        };
    }
}
