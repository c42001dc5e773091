using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Redis;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Redis;

/// <summary>What reads and writes see while the server dies, hangs and comes back.</summary>
public sealed class RedisOutageTests : IAsyncLifetime
{
    private static readonly CacheTag _tag = new(Guid.NewGuid(), "employees");
    private static readonly CacheSpec _spec = new($"cache:user-a:{_tag.CompanyId}:hr:employees", _tag);
    private static readonly byte[] _payload = "[1]"u8.ToArray();

    private TestRedis _redis = null!;
    private RedisReplica _replica = null!;

    private RedisCacheStore Store => _replica.Store;

    public async Task InitializeAsync()
    {
        _redis = await TestRedis.StartPrivateAsync(new TestRedisOptions { Persistent = true });
        _replica = await RedisReplica.StartTrustingAsync(_redis);
    }

    public async Task DisposeAsync()
    {
        await _replica.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task ReadsAreAwayUntilItIsBack_WhenTheServerIsKilled()
    {
        await _redis.KillAsync();
        await Eventually.HoldsAsync(() => !_replica.Connection.IsUp);
        (await LookUpAsync()).Version.ShouldBeNull();
        (await Store.RaiseAsync([_tag], CancellationToken.None)).ShouldBeFalse();
        await Store.StoreAsync(_spec, "0123456789abcdef", _payload, CancellationToken.None);
        (await Store.StatsAsync(_tag.CompanyId, CancellationToken.None)).ShouldBeEmpty();

        await _redis.StartAsync();
        await _replica.TrustAsync();
        await HitsAgainAsync();
    }

    [Fact]
    public async Task NoCallFails_WhileTheServerGoesAndComes()
    {
        var ended = false;
        var seen = new List<bool>();
        var calls = Enumerable
            .Range(0, 16)
            .Select(_ =>
                Task.Run(async () =>
                {
                    while (!Volatile.Read(ref ended))
                    {
                        if (await LookUpAsync() is { Version: { } version, IsHit: false })
                            await Store.StoreAsync(_spec, version, _payload, CancellationToken.None);
                        await Store.RaiseAsync([_tag], CancellationToken.None);
                        await Task.Yield();
                    }
                })
            )
            .ToList();
        for (var round = 0; round < 3; round++)
        {
            await _redis.KillAsync();
            await Eventually.HoldsAsync(() => !_replica.Connection.IsUp);
            await _redis.StartAsync();
            await _replica.TrustAsync();
            seen.Add(_replica.Connection.IsUp);
        }

        Volatile.Write(ref ended, true);
        await Task.WhenAll(calls);
        seen.Count.ShouldBe(3);
        await HitsAgainAsync();
    }

    [Fact]
    public async Task NothingHitsBeforeMissedInvalidationsAreApplied_WhenTheServerComesBackWithOldData()
    {
        var before = (await LookUpAsync()).Version!;
        await Store.StoreAsync(_spec, before, _payload, CancellationToken.None);
        await _redis.SaveAsync();
        (await Store.RaiseAsync([_tag], CancellationToken.None)).ShouldBeTrue();

        await _redis.RestartWithOldDataAsync();
        var epoch = await _replica.NextEpochAsync();
        (await LookUpAsync()).Version.ShouldBeNull();
        (await _redis.CommandAsync($"GET {Infrastructure.Caching.CacheKeys.Version(_tag)}")).ShouldEndWith(before);

        (await Store.RaiseAsync([_tag], CancellationToken.None)).ShouldBeTrue();
        Store.Recovered(epoch);
        var found = await LookUpAsync();
        found.IsHit.ShouldBeFalse();
        found.Version.ShouldNotBeNull().ShouldNotBe(before);
    }

    [Fact]
    public async Task StaysAway_WhenTheConnectionIsLostAgainBeforeItRecovered()
    {
        var first = await LoseConnectionAsync();
        var second = await LoseConnectionAsync();
        second.ShouldBeGreaterThan(first);
        Store.Recovered(first);
        (await LookUpAsync()).Version.ShouldBeNull();
        Store.Recovered(second);
        (await LookUpAsync()).Version.ShouldNotBeNull();
    }

    [Fact]
    public async Task StartsWithoutTheServer_AndFindsItLater()
    {
        await _redis.StopAsync();
        await using var late = await RedisReplica.StartAsync(RedisReplica.OptionsOf(_redis));
        late.Connection.IsUp.ShouldBeFalse();
        (await late.Store.LookUpAsync(_spec, CancellationToken.None)).Version.ShouldBeNull();
        await _redis.StartAsync();
        await late.TrustAsync();
        (await late.Store.LookUpAsync(_spec, CancellationToken.None)).Version.ShouldNotBeNull();
    }

    [Fact]
    public async Task AsksAHungServerNoMoreAndGoesOnWithTheSameConnection_AfterTheFirstFewReads()
    {
        await using var hasty = await RedisReplica.StartAsync(
            RedisReplica.OptionsOf(_redis) with
            {
                ReadBudget = TimeSpan.FromMilliseconds(500),
                SilenceTolerated = TimeSpan.FromMinutes(1),
            }
        );
        await hasty.TrustAsync();
        Task<CacheLookup> ReadAsync() => hasty.Store.LookUpAsync(_spec, CancellationToken.None);
        var link = hasty.Connection.Link;
        var served = await ReadsServedAsync();

        _redis.Pause();
        (await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => ReadAsync()))).ShouldAllBe(found => found.Version == null);
        hasty.Connection.IsUp.ShouldBeFalse();
        for (var read = 0; read < 5_000; read++)
            (await ReadAsync()).Version.ShouldBeNull();

        _redis.Resume();
        await Eventually.HoldsAsync(async () => (await ReadAsync()).Version is not null);
        hasty.Connection.Link.ShouldBeSameAs(link);
        hasty.Store.Unrecovered.ShouldBeNull();
        (await ReadsServedAsync() - served).ShouldBeLessThan(200);
    }

    [Fact]
    public async Task StillInvalidates_WhenTheServerIsFull()
    {
        await HitsAgainAsync();
        await _redis.CommandAsync("CONFIG SET maxmemory 1");
        (await LookUpAsync()).IsHit.ShouldBeTrue();
        (await Store.RaiseAsync([_tag], CancellationToken.None)).ShouldBeTrue();
        for (var read = 0; read < 100; read++)
            (await LookUpAsync()).Version.ShouldBeNull();
        _replica.Connection.IsUp.ShouldBeTrue();
        await _redis.CommandAsync("CONFIG SET maxmemory 0");
        (await LookUpAsync()).IsHit.ShouldBeFalse();
        await HitsAgainAsync();
    }

    [Fact]
    public async Task GivesUpAConnectionThatStaysSilent()
    {
        var epoch = _replica.Connection.Link!.Epoch;
        _redis.Pause();
        await Eventually.HoldsAsync(() => _replica.Connection.Link is null, TimeSpan.FromSeconds(30));
        _redis.Resume();
        (await _replica.NextEpochAsync()).ShouldBeGreaterThan(epoch);
        await _replica.TrustAsync();
        await HitsAgainAsync();
    }

    [Fact]
    public async Task ServesProtectedServers_AndStaysAwayWithAWrongPassword()
    {
        await using var guarded = await TestRedis.StartPrivateAsync(new TestRedisOptions { Password = "open-sesame" });
        await using var known = await RedisReplica.StartAsync(
            RedisReplica.OptionsOf(guarded) with
            {
                Password = "open-sesame",
                Database = 3,
            }
        );
        await known.TrustAsync();
        (await known.Store.LookUpAsync(_spec, CancellationToken.None)).Version.ShouldNotBeNull();
        await using var unknown = await RedisReplica.StartAsync(RedisReplica.OptionsOf(guarded) with { Password = "wrong" });
        unknown.Connection.IsUp.ShouldBeFalse();
    }

    private Task<CacheLookup> LookUpAsync() => Store.LookUpAsync(_spec, CancellationToken.None);

    private async Task<long> LoseConnectionAsync()
    {
        var link = _replica.Connection.Link;
        await _redis.CommandAsync("CLIENT KILL TYPE normal SKIPME yes");
        await Eventually.HoldsAsync(() => _replica.Connection.Link is { } now && now != link);
        return await _replica.NextEpochAsync();
    }

    /// <summary>Patience here is for a busy machine; a read that finds the budget used up is merely away.</summary>
    private Task HitsAgainAsync() =>
        Eventually.HoldsAsync(async () =>
        {
            if (_replica.Store.Unrecovered is { } epoch)
                _replica.Store.Recovered(epoch);
            var found = await LookUpAsync();
            if (found.Version is { } version)
                await Store.StoreAsync(_spec, version, _payload, CancellationToken.None);
            return found.IsHit;
        });

    private async Task<int> ReadsServedAsync()
    {
        var line = (await _redis.CommandAsync("INFO commandstats")).Split("cmdstat_get:calls=");
        return line.Length == 1 ? 0 : int.Parse(line[1].Split(',')[0], null);
    }
}
