using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Pinnokio.Application.Events.Contracts;

namespace Pinnokio.Infrastructure.Events;

/// <summary>Counts and logs what is published, whichever bus carries it. Neither says whose it is.</summary>
internal sealed partial class MeasuredEventBus(IEventBus bus, EventMetrics metrics, TimeProvider clock, ILogger<MeasuredEventBus> log)
    : IEventBus
{
    public async Task<PublishedEvent> PublishAsync(NewEvent message, CancellationToken ct)
    {
        var kind = EventMetrics.KindOf(message.Channel);
        var began = clock.GetTimestamp();
        try
        {
            var published = await bus.PublishAsync(message, ct);
            metrics.Published(kind, published.Duplicate ? "duplicate" : "published");
            Published(kind, published.Duplicate, clock.GetElapsedTime(began).TotalMilliseconds);
            return published;
        }
        catch (Exception)
        {
            metrics.Published(kind, "failed");
            throw; // its caller logs it
        }
    }

    public Task<StreamPosition> TailAsync(string userId, CancellationToken ct) => bus.TailAsync(userId, ct);

    public Task<StreamRead> ReadAsync(string userId, StreamPosition? after, int limit, CancellationToken ct) =>
        bus.ReadAsync(userId, after, limit, ct);

    public Task<IAsyncDisposable> FollowAsync(string userId, IStreamListener listener, CancellationToken ct) =>
        bus.FollowAsync(userId, listener, ct);

    [LoggerMessage(240, LogLevel.Debug, "publish channel={Kind} duplicate={Duplicate} duration_ms={DurationMs:0.0}")]
    private partial void Published(string kind, bool duplicate, double durationMs);
}

/// <summary>Events per kind of channel.</summary>
internal sealed class EventMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _published = meters
        .Create("Pinnokio.Events")
        .CreateCounter<long>("pinnokio_events_published", null, "Events, by kind of channel and by what became of them.");

    public void Published(string kind, string result) => _published.Add(1, new("channel", kind), new("result", result));

    /// <summary>The channel names its user, so only its kind is told.</summary>
    public static string KindOf(string channel) =>
        channel.StartsWith(EventChannels.MessagesPrefix, StringComparison.Ordinal) ? "msg"
        : channel.StartsWith(EventChannels.ChatPrefix, StringComparison.Ordinal) ? "chat"
        : "user";
}
