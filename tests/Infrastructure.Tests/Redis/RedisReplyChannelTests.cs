using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Pinnokio.Infrastructure.Redis;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Redis;

public sealed class RedisReplyChannelTests
{
    [Fact]
    public async Task PublishesOnTheVeryChannel()
    {
        var redis = await TestRedis.SharedAsync();
        await using var replica = await RedisReplica.StartTrustingAsync(redis);
        var channel = $"redis:reply:{Guid.NewGuid():N}*";
        using var listener = new TcpClient();
        await listener.ConnectAsync(TestRedis.Host, redis.Port);
        await using var stream = listener.GetStream();
        await using var writer = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
        using var reader = new StreamReader(stream);
        await writer.WriteLineAsync($"SUBSCRIBE {channel}");
        await ReadUntilAsync(reader, ":1");

        await ChannelOf(replica).PublishAsync(channel, """{"ok":true}"""u8.ToArray());
        await ReadUntilAsync(reader, channel);
        await ReadUntilAsync(reader, """{"ok":true}""");
    }

    [Fact]
    public async Task DropsTheAnswer_WhileTheServerIsAway()
    {
        await using var redis = await TestRedis.StartPrivateAsync();
        await using var replica = await RedisReplica.StartTrustingAsync(redis);
        await redis.KillAsync();
        await Should.NotThrowAsync(() => ChannelOf(replica).PublishAsync("redis:reply:x", "{}"u8.ToArray()));
        await Eventually.HoldsAsync(() => !replica.Connection.IsUp);
        await Should.NotThrowAsync(() => ChannelOf(replica).PublishAsync("redis:reply:x", "{}"u8.ToArray()));
    }

    private static RedisReplyChannel ChannelOf(RedisReplica replica) =>
        new(replica.Connection, TimeProvider.System, NullLogger<RedisReplyChannel>.Instance);

    private static async Task ReadUntilAsync(StreamReader reader, string line)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await reader.ReadLineAsync(deadline.Token) != line) { }
    }
}
