using System.Diagnostics.Metrics;
using Pinnokio.Application.Events.Contracts;

namespace Pinnokio.Api.Hub;

/// <summary>What the hub counts.</summary>
internal sealed class HubMetrics
{
    public const string MeterName = "Pinnokio.Hub";
    private readonly Counter<long> _delivered;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _gaps;
    private readonly Counter<long> _closed;
    private readonly Counter<long> _refused;
    private long _sockets;
    private long _users;
    private long _queued;

    public HubMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge("pinnokio_hub_sockets", () => Volatile.Read(ref _sockets));
        meter.CreateObservableGauge("pinnokio_hub_users", () => Volatile.Read(ref _users));
        meter.CreateObservableGauge("pinnokio_hub_queue_depth", () => Volatile.Read(ref _queued));
        _delivered = meter.CreateCounter<long>("pinnokio_hub_events_delivered");
        _dropped = meter.CreateCounter<long>("pinnokio_hub_events_dropped");
        _gaps = meter.CreateCounter<long>("pinnokio_hub_gaps");
        _closed = meter.CreateCounter<long>("pinnokio_hub_closed");
        _refused = meter.CreateCounter<long>("pinnokio_hub_refused");
    }

    public void SocketOpened() => Interlocked.Increment(ref _sockets);

    public void SocketClosed(int code)
    {
        Interlocked.Decrement(ref _sockets);
        _closed.Add(1, new KeyValuePair<string, object?>("code", code));
    }

    public void Users(int change) => Interlocked.Add(ref _users, change);

    public void Queued(int change) => Interlocked.Add(ref _queued, change);

    public void Delivered(int events) => _delivered.Add(events);

    /// <summary>Taken out of a queue unsent: the socket was closed, its client reads them again on reconnecting.</summary>
    public void Dropped(int frames) => _dropped.Add(frames);

    public void Gap(StreamGap gap) => _gaps.Add(1, new KeyValuePair<string, object?>("reason", HubFrames.ReasonOf(gap)));

    public void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
