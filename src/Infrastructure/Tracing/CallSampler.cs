using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Pinnokio.Infrastructure.Tracing;

/// <summary>Keeps calls, unless their caller decided against it, and what happens under them; what runs by itself in the background is no trace.</summary>
internal sealed class CallSampler : Sampler
{
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var parent = samplingParameters.ParentContext;
        var isKept =
            parent.TraceId == default
                ? samplingParameters.Kind == ActivityKind.Server
                : parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded);
        return new SamplingResult(isKept ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);
    }
}
