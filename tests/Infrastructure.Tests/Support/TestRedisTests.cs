using System.Net.Sockets;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Support;

public sealed class TestRedisTests
{
    [Fact]
    public async Task IsOneServerForAllWhoShareIt()
    {
        var redis = await TestRedis.SharedAsync();
        await redis.CommandAsync("SET shared:probe 1");

        (await (await TestRedis.SharedAsync()).CommandAsync("EXISTS shared:probe")).ShouldBe(":1");
    }

    [Fact]
    public async Task KeepsPortAndForgetsKeys_WhenRestartedWithoutPersistence()
    {
        await using var redis = await TestRedis.StartPrivateAsync();
        var port = redis.Port;
        await redis.CommandAsync("SET kept 1");

        await redis.RestartAsync();

        redis.Port.ShouldBe(port);
        (await redis.CommandAsync("EXISTS kept")).ShouldBe(":0");
    }

    [Fact]
    public async Task ComesBackWithWhatWasSavedAndNothingLater_WhenRestartedWithOldData()
    {
        await using var redis = await TestRedis.StartPrivateAsync(new TestRedisOptions { Persistent = true });
        await redis.CommandAsync("SET version old");
        await redis.SaveAsync();
        await redis.CommandAsync("SET version new");

        await redis.RestartWithOldDataAsync();
        (await redis.CommandAsync("GET version")).ShouldEndWith("old");

        await redis.RestartEmptyAsync();
        (await redis.CommandAsync("EXISTS version")).ShouldBe(":0");
    }

    [Fact]
    public async Task AnswersNothingWhilePaused_AndGoesOnAfterwards()
    {
        await using var redis = await TestRedis.StartPrivateAsync();
        redis.Pause();

        var answer = redis.CommandAsync("PING");
        await Should.ThrowAsync<TimeoutException>(() => answer.WaitAsync(TimeSpan.FromMilliseconds(200)));

        redis.Resume();
        (await answer).ShouldBe("+PONG");
    }

    [Fact]
    public async Task RefusesConnections_WhenKilled()
    {
        await using var redis = await TestRedis.StartPrivateAsync();
        await redis.KillAsync();

        await Should.ThrowAsync<SocketException>(() => redis.CommandAsync("PING"));
    }

    [Fact]
    public async Task RefusesACommandOverTwoSlots_WhenItIsACluster()
    {
        await using var redis = await TestRedis.StartPrivateAsync(new TestRedisOptions { Cluster = true });

        (await redis.CommandAsync("SET one 1")).ShouldBe("+OK");
        (await Should.ThrowAsync<InvalidOperationException>(() => redis.CommandAsync("MGET one two"))).Message.ShouldContain("CROSSSLOT");
    }

    [Fact]
    public async Task AsksForThePassword_WhenOneIsSet()
    {
        await using var redis = await TestRedis.StartPrivateAsync(new TestRedisOptions { Password = "secret" });

        (await redis.CommandAsync("PING")).ShouldBe("+PONG");
        using var stranger = new TcpClient();
        await stranger.ConnectAsync(TestRedis.Host, redis.Port);
        await stranger.GetStream().WriteAsync("PING\r\n"u8.ToArray());
        using var reader = new StreamReader(stranger.GetStream());
        (await reader.ReadLineAsync()).ShouldStartWith("-NOAUTH");
    }
}
