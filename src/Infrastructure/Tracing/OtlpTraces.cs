using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Pinnokio.Infrastructure.Tracing;

/// <summary>
/// Sends the calls' spans, and the database's under them, to a collector: in batches, from a thread of its own. One that is away costs spans, never a call.
/// </summary>
internal sealed class OtlpTraces(OtlpOptions options) : IHostedService, IDisposable
{
    private const int LastBatchMilliseconds = 2_000;
    private const int ExportMilliseconds = 5_000;
    private readonly Lock _stopping = new();
    private TracerProvider? _provider;
    private Task? _stopped;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _provider = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => resource.AddService(options.ServiceName))
            .SetSampler(new CallSampler())
            .AddSource("Pinnokio.Rpc", "Npgsql")
            .AddOtlpExporter(otlp =>
            {
                otlp.Endpoint = options.Endpoint;
                otlp.Protocol = options.Protocol;
                otlp.TimeoutMilliseconds = ExportMilliseconds;
                otlp.Headers = options.Headers;
            })
            .Build();
        return Task.CompletedTask;
    }

    /// <summary>Sends what is left, for a moment at most. Whoever else asks waits for the same: a second shutdown would return at once.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_stopping)
        {
            return _stopped ??= Task.Run(() => _provider?.Shutdown(LastBatchMilliseconds), CancellationToken.None);
        }
    }

    public void Dispose() => _provider?.Dispose();
}
