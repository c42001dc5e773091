using System.Text.Json.Nodes;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Health;

/// <summary>The body of <c>/debug</c>: each dependency's state, the adapters chosen, and what every part of the house tells of itself.</summary>
internal sealed class DebugReport(
    IEnumerable<IHealthSource> dependencies,
    IEnumerable<IListenerSource> listeners,
    IEnumerable<IDebugSource> sources,
    AdapterChoices adapters,
    TimeProvider clock
)
{
    private const string NotConfigured = "not_configured";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    /// <summary>Operators look for these whether or not they are in use.</summary>
    private static readonly string[] s_expected = ["redis", "firestore"];

    public async Task<JsonObject> WriteAsync(CancellationToken ct)
    {
        var report = new JsonObject();
        foreach (var name in s_expected)
        {
            report[name] = new JsonObject { ["status"] = NotConfigured };
        }

        foreach (var dependency in dependencies)
        {
            report[dependency.Name] = new JsonObject { ["status"] = dependency.State };
        }

        report["workflow_listeners"] = WorkflowListeners();
        report["adapters"] = new JsonObject(adapters.All.Select(choice => KeyValuePair.Create(choice.Port, (JsonNode?)choice.Adapter)));
        var parts = await Task.WhenAll(sources.Select(async source => (source.Name, Facts: await AskAsync(source, ct))));
        foreach (var (name, facts) in parts)
        {
            var place = report[name] as JsonObject;
            if (place is null)
            {
                report[name] = place = [];
            }

            foreach (var (key, value) in facts)
            {
                place[key] = value?.DeepClone();
            }
        }

        return report;
    }

    private JsonObject WorkflowListeners()
    {
        var ofWorkflows = listeners.Where(source => source.OfWorkflows).ToArray();
        return new JsonObject
        {
            ["status"] = ofWorkflows.Length > 0 ? "ok" : NotConfigured,
            ["enabled"] = ofWorkflows.Length > 0,
            ["active_count"] = ofWorkflows.Sum(source => source.Count),
            ["users"] = new JsonArray([.. ofWorkflows.SelectMany(source => source.Users).Distinct().Select(user => (JsonNode)user)]),
            ["cache_entries"] = ofWorkflows.Sum(source => source.CacheEntries),
        };
    }

    private async Task<JsonObject> AskAsync(IDebugSource source, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(s_patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            return await source.SnapshotAsync(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new JsonObject { ["status"] = "no_answer" };
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            return new JsonObject { ["status"] = "error", ["error"] = fault.GetType().Name }; // its message may hold an address or a query
        }
    }
}
