using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Infrastructure.Jobs;

/// <summary>
/// A way in which news of jobs leave the product. Each has rows of its own in the outbox, delivered in order per job and at least once, and none waits
/// for another's.
/// </summary>
internal interface IJobDelivery
{
    /// <summary>Its name in the outbox.</summary>
    string Kind { get; }

    /// <summary>What to deliver of a change, as JSON; null when there is nothing. Written with the change, in its transaction.</summary>
    byte[]? Compose(Job job, JobCallback report, DateTimeOffset now);

    Task DeliverAsync(OutboxRow row, CancellationToken ct);
}

/// <summary>Something to be told of a job.</summary>
internal sealed record OutboxRow(long Id, string JobId, string Kind, string UserId, byte[] Payload, DateTimeOffset CreatedAt);
