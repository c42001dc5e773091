using System.Security.Cryptography;
using System.Text;
using Pinnokio.Application.Common;
using Pinnokio.Application.Registry.Contracts;
using Pinnokio.Infrastructure.Redis;
using Pinnokio.Infrastructure.Tests.Registry;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Redis;

public sealed class RedisTicketsTests : TicketsTests, IAsyncLifetime
{
    private TestRedis _redis = null!;
    private RedisReplica _replica = null!;

    protected override ITickets Tickets => TicketsOf(_replica);

    public async Task InitializeAsync()
    {
        _redis = await TestRedis.SharedAsync();
        _replica = await RedisReplica.StartConnectedAsync(_redis);
    }

    public async Task DisposeAsync() => await _replica.DisposeAsync();

    protected override async Task AgeAsync(string ticket)
    {
        var lives = await _redis.CommandAsync($"PTTL {KeyOf(ticket)}");
        long.Parse(lives[1..], System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(50_000, 60_000);
        (await _redis.CommandAsync($"PEXPIRE {KeyOf(ticket)} 1")).ShouldBe(":1");
        await Eventually.HoldsAsync(async () => await _redis.CommandAsync($"EXISTS {KeyOf(ticket)}") == ":0");
    }

    [Fact]
    public async Task WorksOnAnyReplica()
    {
        await using var other = await RedisReplica.StartConnectedAsync(_redis);
        var ticket = await Tickets.IssueAsync("anna", "tab", Never);
        (await TicketsOf(other).TakeAsync(ticket, Never)).ShouldBe(new Ticket("anna", "tab"));
    }

    [Fact]
    public async Task CannotBeReadFromTheServer()
    {
        var ticket = await Tickets.IssueAsync("anna", "tab", Never);
        (await _redis.CommandAsync($"EXISTS {KeyOf(ticket)}")).ShouldBe(":1");
        (await _redis.CommandAsync("KEYS *")).ShouldNotContain(ticket);
        (await _redis.CommandAsync($"GET {KeyOf(ticket)}")).ShouldNotContain(ticket);
    }

    [Fact]
    public async Task IsUnavailable_WhileTheServerIsAway()
    {
        await using var redis = await TestRedis.StartPrivateAsync(new TestRedisOptions { Cluster = true });
        await using var replica = await RedisReplica.StartConnectedAsync(redis);
        var tickets = TicketsOf(replica);
        var ticket = await tickets.IssueAsync("anna", "tab", Never);
        await redis.KillAsync();
        (await Should.ThrowAsync<AppException>(() => tickets.TakeAsync(ticket, Never))).Error.Kind.ShouldBe(ErrorKind.Unavailable);
        (await Should.ThrowAsync<AppException>(() => tickets.IssueAsync("a", "b", Never))).Error.Kind.ShouldBe(ErrorKind.Unavailable);
    }

    private static RedisTickets TicketsOf(RedisReplica replica) => new(new RedisCalls(replica.Connection, TimeProvider.System));

    private static string KeyOf(string ticket) => "ticket:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(ticket)));
}
