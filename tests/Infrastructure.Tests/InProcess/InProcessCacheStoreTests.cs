using Microsoft.Extensions.Logging.Abstractions;
using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.InProcess;
using Pinnokio.Infrastructure.Tests.Caching;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.InProcess;

public sealed class InProcessCacheStoreTests : CacheStoreTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly InProcessKeyspace _keyspace;

    public InProcessCacheStoreTests()
    {
        _keyspace = new InProcessKeyspace(_clock);
        Store = new InProcessCacheStore(_keyspace, Options, _clock, NullLogger<InProcessCacheStore>.Instance);
    }

    protected override ICacheStore Store { get; }

    protected override TimeProvider Clock => _clock;

    [Fact]
    public async Task HitsUntilTheTimeToLiveIsOver()
    {
        await FillAsync(Mine);
        _clock.Advance(TimeSpan.FromMinutes(53));
        (await Store.LookUpAsync(Mine, Never)).IsHit.ShouldBeTrue();
        _clock.Advance(TimeSpan.FromMinutes(7));
        (await Store.LookUpAsync(Mine, Never)).IsHit.ShouldBeFalse();
        (await Store.StatsAsync(Tag.CompanyId, Never)).ShouldBeEmpty();
    }

    [Fact]
    public async Task HitsUntilTheDayEnds_WhenThePayloadIsForTodayOnly()
    {
        await FillAsync(Mine with { Until = _clock.GetUtcNow().AddMinutes(5) });
        _clock.Advance(TimeSpan.FromMinutes(4));
        (await Store.LookUpAsync(Mine, Never)).IsHit.ShouldBeTrue();
        _clock.Advance(TimeSpan.FromMinutes(1));
        (await Store.LookUpAsync(Mine, Never)).IsHit.ShouldBeFalse();
    }

    [Fact]
    public async Task TellsOldestFromNewest()
    {
        await FillAsync(Mine);
        _clock.Advance(TimeSpan.FromMinutes(5));
        await FillAsync(Entry(Tag, "user-b"));
        var stats = (await Store.StatsAsync(Tag.CompanyId, Never))[Employees];
        stats.Newest.ShouldBe(_clock.GetUtcNow());
        stats.Oldest.ShouldBe(_clock.GetUtcNow().AddMinutes(-5));
    }

    protected override Task<byte[]?> ReadRawAsync(string key) => Task.FromResult(_keyspace.Get(key));

    protected override Task WriteRawAsync(string key, byte[] value)
    {
        _keyspace.Set(key, Tag, value, TimeSpan.FromHours(1));
        return Task.CompletedTask;
    }

    protected override Task RemoveAsync(string key)
    {
        _keyspace.Remove(key);
        return Task.CompletedTask;
    }
}
