using System.Text;
using Pinnokio.Application.Events.Contracts;
using StackExchange.Redis;

namespace Pinnokio.Infrastructure.Redis;

/// <summary>Turns the wake-ups of one user into what a listener hears, one thing at a time.</summary>
internal sealed class RedisStreamFeed(IStreamListener listener) : IRedisSubscriber
{
    private const byte Separator = (byte)'\n';
    private readonly Lock _lock = new();

    /// <summary>Id, channel and event, each on a line; only the event may have more lines. A mark has neither channel nor event.</summary>
    public void OnMessage(RedisChannel channel, byte[] message)
    {
        var idEnd = Array.IndexOf(message, Separator);
        var channelEnd = idEnd < 0 ? -1 : Array.IndexOf(message, Separator, idEnd + 1);
        if (channelEnd < 0 || !StreamPosition.TryParse(Encoding.ASCII.GetString(message, 0, idEnd), out var position))
        {
            return; // nobody of ours wrote it; what it stands for, if anything, is in the stream
        }

        var name = Encoding.UTF8.GetString(message, idEnd + 1, channelEnd - idEnd - 1);
        var entry = new StreamEntry(position, name, message.AsMemory(channelEnd + 1));
        lock (_lock)
        {
            listener.OnEntry(entry);
        }
    }

    public void OnInterrupted()
    {
        lock (_lock)
        {
            listener.OnInterrupted();
        }
    }

    public void OnBridgeHole()
    {
        lock (_lock)
        {
            listener.OnBridgeHole();
        }
    }
}
