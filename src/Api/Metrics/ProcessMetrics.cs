using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Pinnokio.Api.Metrics;

/// <summary>What the runtime's own meter leaves out: when the process began.</summary>
internal sealed class ProcessMetrics(IMeterFactory meters)
{
    public void Begin()
    {
        using var self = Process.GetCurrentProcess();
        var began = new DateTimeOffset(self.StartTime.ToUniversalTime()).ToUnixTimeMilliseconds() / 1000.0;
        meters
            .Create("Pinnokio.Process")
            .CreateObservableGauge("process_start_time", () => began, "s", "When the process started, in seconds since 1970.");
    }
}
