using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Tests.Postgres;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Caching;

public sealed class InvalidationOutboxTests : IAsyncLifetime
{
    private static readonly Guid _company = Guid.NewGuid();
    private static readonly CacheTag _employees = new(_company, "employees");
    private static readonly CacheTag _clusters = new(_company, "clusters");
    private static readonly TimeSpan _tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _old = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _clock = new();
    private readonly ScriptedCache _cache = new();
    private HrDatabase _database = null!;
    private OutboxRig _rig = null!;

    public async Task InitializeAsync()
    {
        _database = await HrDatabase.MigratedAsync();
        _rig = OutboxRig.Over(_database.DataSource, _cache, _clock);
    }

    public async Task DisposeAsync()
    {
        await _rig.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task RaisesAtOnceAndMarksSoonAfter_WhenAWriteIsApplied()
    {
        await _rig.StartAsync();
        await _rig.Invalidator.ApplyAsync(await _rig.WriteAsync([_employees, _clusters]));
        _cache.Raised.Order(TagOrder).ShouldBe([_clusters, _employees]);
        await MovesOnUntilAsync(async () => (await _rig.RowsAsync(applied: true)).Count == 1);
        _cache.Raised.Count.ShouldBe(2);
    }

    [Fact]
    public async Task LeavesTheRow_WhenTheCacheIsAway()
    {
        _cache.Accepts = false;
        await _rig.StartAsync();
        await _rig.Invalidator.ApplyAsync(await _rig.WriteAsync(_employees, _old));
        await MovesOnUntilAsync(() => Task.FromResult(_cache.Refused > 2));
        (await _rig.RowsAsync(applied: false)).Count.ShouldBe(1);

        _cache.Accepts = true;
        await MovesOnUntilAsync(async () => (await _rig.RowsAsync(applied: true)).Count == 1);
        _cache.Raised.ShouldBe([_employees]);
    }

    [Fact]
    public async Task AppliesWhatADeadProcessLeft()
    {
        for (var row = 0; row < 1_200; row++)
            await _rig.WriteAsync([new CacheTag(_company, $"type-{row % 700}"), _clusters], _old);
        await _rig.StartAsync();
        await MovesOnUntilAsync(async () => (await _rig.RowsAsync(applied: true)).Count == 1_200);
        _cache.Raised.Distinct().Count().ShouldBe(701);
    }

    [Fact]
    public async Task LeavesYoungAndHeldRowsToTheirOwners()
    {
        await _rig.WriteAsync(_employees);
        await _rig.WriteAsync(new CacheTag(_company, "held"), _old);
        await _rig.WriteAsync(_clusters, _old);
        // The young row must stay young, however long the machine takes.
        await _database.ExecuteAsync(
            "UPDATE core.cache_invalidations SET created_at = now() + interval '1 hour' WHERE tag LIKE '%employees'"
        );
        await using var replica = await _database.DataSource.OpenConnectionAsync();
        await using var holding = await replica.BeginTransactionAsync();
        await using (var hold = replica.CreateCommand())
        {
            hold.CommandText = "SELECT 1 FROM core.cache_invalidations WHERE tag LIKE '%held' FOR UPDATE";
            await hold.ExecuteScalarAsync();
        }

        await _rig.StartAsync();
        await MovesOnUntilAsync(async () => (await _rig.RowsAsync(applied: true)).Count == 1);
        _clock.Advance(_tick * 3);
        _cache.Raised.ShouldBe([_clusters]);
    }

    [Fact]
    public async Task MarksRowsThatNameNoTag()
    {
        await _database.ExecuteAsync(
            "INSERT INTO core.cache_invalidations (tag, created_at) VALUES ('nonsense', now() - interval '1 minute')"
        );
        await _rig.StartAsync();
        await MovesOnUntilAsync(async () => (await _rig.RowsAsync(applied: true)).Count == 1);
        _cache.Raised.ShouldBeEmpty();
    }

    [Fact]
    public async Task AppliesRecentWritesAnewBeforeTheCacheIsTrusted_WhenItWasLost()
    {
        var someType = new CacheTag(_company, "contracts");
        await _rig.WriteAsync(_employees, TimeSpan.FromMinutes(119), applied: true);
        await _rig.WriteAsync(_employees, TimeSpan.FromHours(20), applied: true);
        await _rig.WriteAsync([_employees, someType], TimeSpan.FromHours(3), applied: true);
        await _rig.WriteAsync(_clusters, TimeSpan.FromHours(24), applied: true);
        await _rig.WriteAsync(new CacheTag(Guid.NewGuid(), "clusters"), TimeSpan.FromHours(26), applied: true);
        _cache.LoseAndFind(7);
        await _rig.StartAsync();
        await MovesOnUntilAsync(() => Task.FromResult(!_cache.Recoveries.IsEmpty));
        var (epoch, raised) = _cache.Recoveries.Single();
        epoch.ShouldBe(7);
        raised.Order(TagOrder).ShouldBe([_clusters, _employees]);
    }

    [Fact]
    public async Task KeepsTryingToRecover_WhenTheCacheRefuses()
    {
        await _rig.WriteAsync(_employees, _old, applied: true);
        await _rig.StartAsync();
        _cache.Accepts = false;
        _cache.LoseAndFind(1);
        await MovesOnUntilAsync(() => Task.FromResult(_cache.Refused > 2));
        _cache.Recoveries.ShouldBeEmpty();
        _cache.Accepts = true;
        await MovesOnUntilAsync(() => Task.FromResult(!_cache.Recoveries.IsEmpty));
        _cache.Recoveries.Single().Raised.ShouldBe([_employees]);
    }

    [Fact]
    public async Task AppliesNothing_WhileTheCacheIsNotReachable()
    {
        _cache.IsReachable = false;
        await _rig.WriteAsync(_employees, _old);
        await _rig.StartAsync();
        await Eventually.HoldsAsync(() => _clock.Waiting > 0);
        _clock.Advance(_tick * 5);
        _cache.IsReachable = true;
        await MovesOnUntilAsync(async () => (await _rig.RowsAsync(applied: true)).Count == 1);
        _cache.Refused.ShouldBe(0);
    }

    [Fact]
    public async Task ForgetsOldRowsThatWereApplied()
    {
        await _rig.WriteAsync(_employees, TimeSpan.FromHours(26), applied: true);
        await _rig.WriteAsync(_clusters, TimeSpan.FromHours(24), applied: true);
        await _rig.StartAsync();
        await Eventually.HoldsAsync(() => _clock.Waiting > 0);
        await MovesOnUntilAsync(async () => (await _rig.RowsAsync(applied: true)).Count == 1, TimeSpan.FromMinutes(3));
        (await _rig.RowsAsync(applied: true)).ShouldHaveSingleItem().ShouldEndWith("clusters");
    }

    [Fact]
    public async Task MarksWhatIsNoted_WhenTheProcessStops()
    {
        await _rig.StartAsync();
        await _rig.Invalidator.ApplyAsync(await _rig.WriteAsync(_employees));
        await _rig.StopAsync();
        (await _rig.RowsAsync(applied: true)).Count.ShouldBe(1);
    }

    private static Comparer<CacheTag> TagOrder { get; } =
        Comparer<CacheTag>.Create((a, b) => string.CompareOrdinal(a.DataType, b.DataType));

    /// <summary>Moves the clock on, tick by tick, until it holds.</summary>
    private Task MovesOnUntilAsync(Func<Task<bool>> holds, TimeSpan? by = null) =>
        Eventually.HoldsAsync(async () =>
        {
            _clock.Advance(by ?? _tick);
            return await holds();
        });
}
