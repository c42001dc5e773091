using System.Text.Json.Nodes;
using Pinnokio.Api.Protection;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Health;

/// <summary>The process itself, and the calls in it.</summary>
internal sealed class ProcessDebug(CallGate gate, CallRates rates) : IDebugSource
{
    public string Name => "process";

    public Task<JsonObject> SnapshotAsync(CancellationToken ct) =>
        Task.FromResult(
            new JsonObject
            {
                ["status"] = "ok",
                ["runtime"] = Environment.Version.ToString(),
                ["cpus"] = Environment.ProcessorCount,
                ["resident_bytes"] = Environment.WorkingSet,
                ["heap_bytes"] = GC.GetTotalMemory(forceFullCollection: false),
                ["threads"] = ThreadPool.ThreadCount,
                ["work_items_waiting"] = ThreadPool.PendingWorkItemCount,
                ["calls_running"] = gate.Running,
                ["calls_queued"] = gate.Queued,
                ["users_with_a_rate"] = rates.KnownUsers,
            }
        );
}
