using Pinnokio.Application.Events.Contracts;
using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Infrastructure.Jobs;

/// <summary>Tells the user, by an event; under an id, so that telling it again tells nothing.</summary>
internal sealed class JobPush(IEventBus bus, EventChannels channels) : IJobDelivery
{
    public string Kind => "push";

    public byte[] Compose(Job job, JobCallback report, DateTimeOffset now) => JobEvents.Write(job, report, now);

    public Task DeliverAsync(OutboxRow row, CancellationToken ct) =>
        bus.PublishAsync(new NewEvent(row.UserId, channels.User(row.UserId), row.Payload, $"{row.JobId}.{row.Id}"), ct);
}
