using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.InProcess;

/// <summary>Without a Redis server nobody can listen on a reply channel; the answer goes over HTTP alone.</summary>
internal sealed class InProcessReplyChannel : IReplyChannel
{
    public Task PublishAsync(string channel, ReadOnlyMemory<byte> message) => Task.CompletedTask;
}
