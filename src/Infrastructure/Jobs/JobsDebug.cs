using System.Text.Json.Nodes;
using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Jobs;

/// <summary>Jobs that are open, reports of unknown jobs, and news that could not be told.</summary>
internal sealed class JobsDebug(JobReports reports, JobOutbox outbox) : IDebugSource
{
    /// <summary>News that waits longer than that is stuck.</summary>
    private static readonly TimeSpan s_usual = TimeSpan.FromSeconds(5);

    public string Name => "jobs";

    public async Task<JsonObject> SnapshotAsync(CancellationToken ct)
    {
        var levels = await reports.LevelsAsync(ct);
        var stuck = await outbox.StuckAsync(s_usual, ct);
        return new JsonObject
        {
            ["status"] = stuck.Count > 0 ? "stuck" : "ok",
            ["open"] = levels.Open,
            ["overdue"] = levels.Overdue,
            ["reports_waiting"] = levels.Reports,
            ["outbox_rows"] = levels.Rows,
            ["outbox_oldest_s"] = Math.Round(levels.Oldest.TotalSeconds, 1),
            ["outbox_stuck"] = new JsonArray([.. stuck.Select(Describe)]),
        };
    }

    private static JsonNode Describe(StuckRow row) =>
        new JsonObject
        {
            ["job_id"] = row.JobId,
            ["kind"] = row.Kind,
            ["age_s"] = Math.Round(row.Age.TotalSeconds, 1),
            ["attempts"] = row.Attempts,
            ["last_error"] = row.LastError,
        };
}
