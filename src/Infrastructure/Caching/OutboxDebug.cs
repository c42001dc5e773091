using System.Text.Json.Nodes;
using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Caching;

/// <summary>Invalidations that the cache has not been told of: a few young ones are usual, old ones mean that it cannot be told.</summary>
internal sealed class OutboxDebug(InvalidationTable table) : IDebugSource
{
    /// <summary>Left over for longer than this, a row is stuck.</summary>
    private static readonly TimeSpan s_usual = TimeSpan.FromSeconds(5);

    public string Name => "cache_outbox";

    public async Task<JsonObject> SnapshotAsync(CancellationToken ct)
    {
        var (count, oldest) = await table.LeftOverAsync(ct);
        return new JsonObject
        {
            ["status"] = oldest > s_usual ? "stuck" : "ok",
            ["rows_waiting"] = count,
            ["oldest_s"] = Math.Round(oldest.TotalSeconds, 1),
        };
    }
}
