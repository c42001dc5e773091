using System.Globalization;
using System.Text;
using System.Text.Json;
using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Caching;
using Pinnokio.Infrastructure.Tests.Caching;
using Pinnokio.Support;
using StackExchange.Redis;

namespace Pinnokio.Infrastructure.Tests.Redis;

public sealed class RedisCacheStoreTests : CacheStoreTests, IAsyncLifetime
{
    private TestRedis _redis = null!;
    private RedisReplica _replica = null!;

    protected override ICacheStore Store => _replica.Store;

    protected override TimeProvider Clock => TimeProvider.System;

    private IDatabase Database => _replica.Connection.Link!.Database;

    public async Task InitializeAsync()
    {
        _redis = await TestRedis.SharedAsync();
        _replica = await RedisReplica.StartTrustingAsync(_redis, Options);
    }

    public async Task DisposeAsync() => await _replica.DisposeAsync();

    [Fact]
    public async Task IsReadableJson_WithDataFirst()
    {
        await FillAsync(Mine, """{"name":"Zoé"}"""u8.ToArray());
        var version = (string?)await Database.StringGetAsync(CacheKeys.Version(Tag));
        var entry = (string)(await Database.StringGetAsync(Mine.Key))!;
        entry.ShouldStartWith("""{"data":{"name":"Zoé"},"cached_at":""");
        using var json = JsonDocument.Parse(entry);
        json.RootElement.EnumerateObject().Select(field => field.Name).ShouldBe(["data", "cached_at", "version", "bytes"]);
        json.RootElement.GetProperty("version").GetString().ShouldBe(version);
        json.RootElement.GetProperty("bytes").GetInt32().ShouldBe(Encoding.UTF8.GetByteCount("""{"name":"Zoé"}"""));
        var cachedAt = json.RootElement.GetProperty("cached_at").GetString()!;
        cachedAt.ShouldEndWith("Z");
        DateTimeOffset.Parse(cachedAt, CultureInfo.InvariantCulture).ShouldBeLessThanOrEqualTo(Clock.GetUtcNow());
    }

    [Fact]
    public async Task IsReadableJson_WhenCompressed()
    {
        await FillAsync(Mine, [(byte)'"', .. Enumerable.Repeat((byte)'x', CacheEntry.CompressedAbove), (byte)'"']);
        using var json = JsonDocument.Parse((string)(await Database.StringGetAsync(Mine.Key))!);
        json.RootElement.EnumerateObject().Select(field => field.Name).ShouldBe(["data_gzip", "cached_at", "version", "bytes"]);
        json.RootElement.GetProperty("data_gzip").TryGetBytesFromBase64(out _).ShouldBeTrue();
    }

    [Fact]
    public async Task LivesUpToATenthShorter_ThanTheTimeToLive()
    {
        var lives = new List<TimeSpan>();
        for (var user = 0; user < 50; user++)
        {
            var spec = Entry(Tag, $"user-{user}");
            await FillAsync(spec);
            lives.Add((await Database.KeyTimeToLiveAsync(spec.Key))!.Value);
        }

        lives.ShouldAllBe(left => left > TimeSpan.FromMinutes(53) && left <= TimeSpan.FromMinutes(60));
        lives.Max().Subtract(lives.Min()).ShouldBeGreaterThan(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task LivesUntilTheDayEnds_WhenThePayloadIsForTodayOnly()
    {
        await FillAsync(Mine with { Until = Clock.GetUtcNow().AddMinutes(5) });
        var left = (await Database.KeyTimeToLiveAsync(Mine.Key))!.Value;
        left.ShouldBeInRange(TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task LetsVersionsAndIndexOutliveEveryEntry()
    {
        await FillAsync(Mine);
        var created = await Database.KeyTimeToLiveAsync(CacheKeys.Version(Tag));
        await Store.RaiseAsync([Tag], Never);
        var raised = await Database.KeyTimeToLiveAsync(CacheKeys.Version(Tag));
        await Store.StatsAsync(Tag.CompanyId, Never);
        var index = await Database.KeyTimeToLiveAsync(CacheKeys.Index(Tag.CompanyId));
        new[] { created, raised, index }.ShouldAllBe(left => left > TimeSpan.FromHours(24.9) && left <= TimeSpan.FromHours(25));
    }

    [Fact]
    public async Task IsMiss_WhenTheEntryIsNotAString()
    {
        await Database.ListLeftPushAsync(Mine.Key, "x");
        (await Store.LookUpAsync(Mine, Never)).IsHit.ShouldBeFalse();
        await FillAsync(Mine);
        (await Store.LookUpAsync(Mine, Never)).IsHit.ShouldBeTrue();
    }

    [Fact]
    public async Task UsesOnlyCommandsOfOneKey_AndTwoForAHit()
    {
        await using var cluster = await TestRedis.StartPrivateAsync(new TestRedisOptions { Cluster = true });
        await using var replica = await RedisReplica.StartTrustingAsync(cluster, Options);
        async Task<CacheLookup> LookUpAsync(CacheSpec spec) => await replica.Store.LookUpAsync(spec, Never);

        var contracts = Tag with { DataType = "contracts" };
        foreach (var spec in new[] { Mine, Entry(Tag, "user-b"), Entry(contracts, "user-a") })
            await replica.Store.StoreAsync(spec, (await LookUpAsync(spec)).Version!, "[]"u8.ToArray(), Never);
        (await LookUpAsync(Mine)).IsHit.ShouldBeTrue();
        (await replica.Store.StatsAsync(Tag.CompanyId, Never))[Employees].Entries.ShouldBe(2);
        (await replica.Store.RaiseAsync([Tag, contracts], Never)).ShouldBeTrue();
        (await LookUpAsync(Mine)).IsHit.ShouldBeFalse();

        await cluster.CommandAsync("CONFIG RESETSTAT");
        await LookUpAsync(Mine);
        var used = await cluster.CommandAsync("INFO commandstats");
        used.ShouldContain("cmdstat_get:calls=2,");
        used.ShouldNotContain("cmdstat_mget");
        used.ShouldNotContain("cmdstat_eval");
    }

    [Fact]
    public async Task ForgetsExpiredEntriesInItsIndex()
    {
        await FillAsync(Mine);
        await Database.SortedSetAddAsync(CacheKeys.Index(Tag.CompanyId), "employees|cache:long-gone", 1);
        (await Store.StatsAsync(Tag.CompanyId, Never))[Employees].Entries.ShouldBe(1);
        (await Database.SortedSetLengthAsync(CacheKeys.Index(Tag.CompanyId))).ShouldBe(1);
    }

    [Fact]
    public async Task SeesOtherReplicasWritesAtOnce()
    {
        await using var other = await RedisReplica.StartTrustingAsync(_redis, Options);
        for (var round = 0; round < 200; round++)
        {
            await FillAsync(Mine);
            (await other.Store.LookUpAsync(Mine, Never)).IsHit.ShouldBeTrue();
            await other.Store.RaiseAsync([Tag], Never);
            (await Store.LookUpAsync(Mine, Never)).IsHit.ShouldBeFalse();
        }
    }

    [Fact]
    public async Task NeverServesWhatASlowReadLoaded_WhenAnotherReplicaWroteMeanwhile()
    {
        await using var other = await RedisReplica.StartTrustingAsync(_redis, Options);
        for (var round = 0; round < 200; round++)
        {
            var slow = await Store.LookUpAsync(Mine, Never);
            await other.Store.RaiseAsync([Tag], Never);
            await Store.StoreAsync(Mine, slow.Version!, "[\"old\"]"u8.ToArray(), Never);
            (await Store.LookUpAsync(Mine, Never)).IsHit.ShouldBeFalse();
            (await other.Store.LookUpAsync(Mine, Never)).IsHit.ShouldBeFalse();
        }
    }

    protected override async Task<byte[]?> ReadRawAsync(string key) => await Database.StringGetAsync(key);

    protected override Task WriteRawAsync(string key, byte[] value) => Database.StringSetAsync(key, value);

    protected override Task RemoveAsync(string key) => Database.KeyDeleteAsync(key);
}
