namespace Pinnokio.Application.Common;

/// <summary>Publishes a call's answer on the channel that the caller named in <c>reply_to</c>.</summary>
public interface IReplyChannel
{
    Task PublishAsync(string channel, ReadOnlyMemory<byte> message);
}
