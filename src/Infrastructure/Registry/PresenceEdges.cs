using System.Text.Json;
using Pinnokio.Application.Common;
using Pinnokio.Application.Events.Contracts;

namespace Pinnokio.Infrastructure.Registry;

/// <summary>
/// Takes a step and tells the edge that it made, or that somebody left untold. Whoever tells it uses the same event id, so it is published once;
/// the record makes no further edge before it is told, so their order holds.
/// </summary>
internal sealed class PresenceEdges(IPresenceStore store, IEventBus bus, EventChannels channels)
{
    public const string WentOnline = "presence.online";
    public const string WentOffline = "presence.offline";

    public async Task<PresenceRecord> ApplyAsync(string userId, PresenceStep step, CancellationToken ct)
    {
        var first = await store.ApplyAsync(userId, step, ct);
        if (first.Untold is null)
        {
            return first;
        }

        try
        {
            return await TellAsync(userId, first, ct) with { Known = first.Known };
        }
        catch (AppException fault) when (fault.Error.Kind == ErrorKind.Unavailable)
        {
            return first; // the step was made, and whoever looks at the user next tells the edge
        }
    }

    private async Task<PresenceRecord> TellAsync(string userId, PresenceRecord record, CancellationToken ct)
    {
        while (record.Untold is { } edge)
        {
            await store.ListAsync(userId, record.IsOnline, ct);
            await bus.PublishAsync(EventOf(userId, record.IsOnline, edge), ct);
            record = await store.ApplyAsync(userId, new PresenceStep(PresenceStepKind.Told) { Edge = edge }, ct);
        }

        return record;
    }

    private NewEvent EventOf(string userId, bool online, long edge)
    {
        var type = online ? WentOnline : WentOffline;
        var payload = JsonSerializer.SerializeToElement(new { UserId = userId, Online = online }, WireJson.Options);
        var json = EventJson.Write(type, userId, DateTimeOffset.UnixEpoch.AddMicroseconds(edge), payload);
        return new NewEvent(userId, channels.User(userId), json, $"{type}.{edge}");
    }
}
