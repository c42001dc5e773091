using Microsoft.Extensions.Logging.Abstractions;
using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Leases;
using Pinnokio.Infrastructure.Redis;
using Pinnokio.Infrastructure.Tests.Leases;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Redis;

public sealed class RedisLeasesTests : LeasesTests, IAsyncLifetime
{
    private static readonly LeaseTimes _short = new()
    {
        Life = TimeSpan.FromSeconds(1),
        RenewEvery = TimeSpan.FromMilliseconds(200),
        RetryEvery = TimeSpan.FromMilliseconds(50),
        Margin = TimeSpan.FromMilliseconds(200),
    };

    private readonly string _name = $"test:{Guid.NewGuid():N}";
    private RedisReplica _replica = null!;
    private RedisLeases _leases = null!;

    protected override ILeases Leases => _leases;

    public async Task InitializeAsync()
    {
        _replica = await RedisReplica.StartConnectedAsync(await TestRedis.SharedAsync());
        _leases = LeasesOf(_replica, new LeaseTimes());
    }

    public async Task DisposeAsync() => await _replica.DisposeAsync();

    [Fact]
    public async Task StaysHeld_BeyondOneLife()
    {
        var times = _short with { Life = TimeSpan.FromSeconds(3) };
        var leases = LeasesOf(_replica, times);
        await using var held = await AcquireAsync(leases, _name);
        var start = TimeProvider.System.GetTimestamp();
        await Eventually.HoldsAsync(async () =>
        {
            (await leases.TryAcquireAsync(_name, Never)).ShouldBeNull();
            return TimeProvider.System.GetElapsedTime(start) > times.Life * 1.5;
        });
        held.Lost.IsCancellationRequested.ShouldBeFalse();
        leases.Held.ShouldBe(1);
    }

    [Fact]
    public async Task IsLostBeforeAnotherHasIt_WhenItsReplicaIsCutOff()
    {
        var cutOff = await RedisReplica.StartConnectedAsync(await TestRedis.SharedAsync());
        var theirs = LeasesOf(cutOff, _short);
        var held = await AcquireAsync(theirs, _name);
        var lost = held.Lost;
        await cutOff.DisposeAsync();
        await using var next = await AcquireAsync(LeasesOf(_replica, _short), _name);
        lost.IsCancellationRequested.ShouldBeTrue();
        next.Fence.ShouldBeGreaterThan(held.Fence);
        await Eventually.HoldsAsync(() => theirs.Held == 0);
        await held.DisposeAsync();
    }

    [Fact]
    public async Task IsLost_WhenAnotherTookIt()
    {
        await using var held = await AcquireAsync(LeasesOf(_replica, _short), _name);
        await _replica.Connection.Link!.Database.HashSetAsync($"lease:{_name}", "owner", "another");
        await Eventually.HoldsAsync(() => held.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task HasAHigherFence_WhenTheServerForgotIt()
    {
        var before = await AcquireAsync(_leases, _name);
        await before.DisposeAsync();
        await _replica.Connection.Link!.Database.KeyDeleteAsync($"lease:{_name}");
        await using var after = await AcquireAsync(_leases, _name);
        after.Fence.ShouldBeGreaterThan(before.Fence);
    }

    [Fact]
    public async Task HasAHigherFence_WhenTheServersClockWentBack()
    {
        await (await AcquireAsync(_leases, _name)).DisposeAsync();
        await _replica.Connection.Link!.Database.HashSetAsync($"lease:{_name}", "fence", "9000000000000000");
        await using var after = await AcquireAsync(_leases, _name);
        after.Fence.ShouldBe(9_000_000_000_000_001);
    }

    [Fact]
    public async Task StaysWithItsHolder_WhenTheServerComesBackEmpty()
    {
        await using var redis = await TestRedis.StartPrivateAsync();
        await using var one = await RedisReplica.StartConnectedAsync(redis);
        await using var other = await RedisReplica.StartConnectedAsync(redis);
        var times = _short with { Life = TimeSpan.FromSeconds(5) };
        await using var held = await AcquireAsync(LeasesOf(one, times), _name);
        await redis.RestartEmptyAsync();

        var rival = LeasesOf(other, times);
        await Eventually.HoldsAsync(async () =>
        {
            (await rival.TryAcquireAsync(_name, Never)).ShouldBeNull();
            return await redis.CommandAsync($"HGET lease:{_name} fence") is { Length: > 3 } fence
                && fence.Contains($"{held.Fence}", StringComparison.Ordinal);
        });
        held.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task IsRefusedAndSoonLost_WhileTheServerIsAway()
    {
        await using var redis = await TestRedis.StartPrivateAsync();
        await using var replica = await RedisReplica.StartConnectedAsync(redis);
        var leases = LeasesOf(replica, _short);
        await using var held = await AcquireAsync(leases, _name);
        await redis.KillAsync();
        await Eventually.HoldsAsync(() => held.Lost.IsCancellationRequested);
        (await leases.TryAcquireAsync(_name, Never)).ShouldBeNull();
    }

    [Fact]
    public async Task TakesTurns_OnACluster()
    {
        await using var redis = await TestRedis.StartPrivateAsync(new TestRedisOptions { Cluster = true });
        await using var replica = await RedisReplica.StartConnectedAsync(redis);
        var leases = LeasesOf(replica, _short);
        var held = await AcquireAsync(leases, _name);
        (await leases.TryAcquireAsync(_name, Never)).ShouldBeNull();
        await held.DisposeAsync();
        await using var next = await leases.TryAcquireAsync(_name, Never);
        next.ShouldNotBeNull();
    }

    private static RedisLeases LeasesOf(RedisReplica replica, LeaseTimes times)
    {
        var scripts = new RedisLeaseScripts(new RedisCalls(replica.Connection, TimeProvider.System), times);
        return new RedisLeases(scripts, times, TimeProvider.System, NullLogger<RedisLeases>.Instance);
    }
}
