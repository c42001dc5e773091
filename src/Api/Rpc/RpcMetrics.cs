using System.Diagnostics.Metrics;
using Pinnokio.Api.Errors;
using Pinnokio.Api.Protection;

namespace Pinnokio.Api.Rpc;

/// <summary>Calls, errors and durations per method. Names that are no method share one label, so that no caller can add labels.</summary>
internal sealed class RpcMetrics
{
    public const string Unknown = "unknown";
    private readonly Counter<long> _calls;
    private readonly Counter<long> _errors;
    private readonly Counter<long> _refusals;
    private readonly Histogram<double> _durations;

    public RpcMetrics(IMeterFactory meters, CallGate gate)
    {
        var meter = meters.Create("Pinnokio.Rpc");
        _calls = meter.CreateCounter<long>("pinnokio_rpc_calls", null, "Calls that were answered, by method.");
        _errors = meter.CreateCounter<long>("pinnokio_rpc_errors", null, "Calls that were answered with an error, by method and code.");
        _refusals = meter.CreateCounter<long>("pinnokio_rpc_refusals", null, "Requests to /rpc that were no calls, by HTTP status.");
        _durations = meter.CreateHistogram<double>("pinnokio_rpc_duration", "s", "From the parsed envelope to the answer, by method.");
        meter.CreateObservableGauge("pinnokio_rpc_running", () => gate.Running, null, "Calls under way.");
        meter.CreateObservableGauge("pinnokio_rpc_queued", () => gate.Queued, null, "Calls that wait for others to end.");
    }

    public void Answered(RpcAnswer answer, TimeSpan duration)
    {
        var name = answer.Method?.Name ?? Unknown;
        _calls.Add(1, new KeyValuePair<string, object?>("method", name));
        _durations.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("method", name));
        if (answer.Error is { } kind)
        {
            _errors.Add(1, new("method", name), new("code", WireErrors.CodeOf(kind)));
        }
    }

    public void Refused(int status) => _refusals.Add(1, new KeyValuePair<string, object?>("status", status));
}
