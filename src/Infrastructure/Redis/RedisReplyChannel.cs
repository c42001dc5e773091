using Microsoft.Extensions.Logging;
using Pinnokio.Application.Common;
using StackExchange.Redis;

namespace Pinnokio.Infrastructure.Redis;

/// <summary>Publishes answers over Redis; one that cannot be published now is dropped, for the caller has the same answer over HTTP.</summary>
internal sealed partial class RedisReplyChannel(RedisConnection connection, TimeProvider clock, ILogger<RedisReplyChannel> log)
    : IReplyChannel
{
    private static readonly TimeSpan s_budget = TimeSpan.FromMilliseconds(250);

    public async Task PublishAsync(string channel, ReadOnlyMemory<byte> message)
    {
        try
        {
            if (connection.Link is { IsUsable: true } link)
            {
                await link
                    .Database.PublishAsync(new RedisChannel(channel, RedisChannel.PatternMode.Literal), message.ToArray())
                    .WaitAsync(s_budget, clock);
                return;
            }
        }
        catch (Exception fault) when (fault is RedisException or RedisConnectionException or TimeoutException or ObjectDisposedException)
        {
            Failed(channel, fault);
            return;
        }

        Failed(channel, null);
    }

    [LoggerMessage(42, LogLevel.Information, "reply not published on {Channel}")]
    private partial void Failed(string channel, Exception? fault);
}
