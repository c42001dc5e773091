using Microsoft.Extensions.Logging;
using Npgsql;
using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Tests.Postgres;
using Pinnokio.Infrastructure.Tests.Redis;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Caching;

/// <summary>Outbox, database and Redis together, while one of the servers goes and comes.</summary>
public sealed class InvalidationOutageTests
{
    private static readonly CacheTag _tag = new(Guid.NewGuid(), "employees");
    private static readonly CacheSpec _spec = new($"cache:user-a:{_tag.CompanyId}:hr:employees", _tag);
    private static readonly byte[] _stale = "[\"stale\"]"u8.ToArray();

    [Fact]
    public async Task NobodyEverReadsStaleData_WhenRedisComesBackWithOldData()
    {
        await using var redis = await TestRedis.StartPrivateAsync(new TestRedisOptions { Persistent = true });
        await using var database = await HrDatabase.MigratedAsync();
        await using var replica = await RedisReplica.StartAsync(RedisReplica.OptionsOf(redis));
        await using var rig = RigOf(database.DataSource, replica);
        await rig.StartAsync();
        await StoreAsync(replica);
        await redis.SaveAsync();
        await rig.Invalidator.ApplyAsync(await rig.WriteAsync(_tag));
        (await LookUpAsync(replica)).IsHit.ShouldBeFalse();

        var epoch = replica.Connection.Link!.Epoch;
        var restarted = redis.RestartWithOldDataAsync();
        await Eventually.HoldsAsync(async () =>
        {
            var found = await LookUpAsync(replica);
            found.IsHit.ShouldBeFalse();
            return restarted.IsCompleted && replica.Connection.Link?.Epoch > epoch && found.Version is not null;
        });
        await restarted;
    }

    [Fact]
    public async Task NobodyReadsStaleDataForLong_WhenTheWriterDiedBetweenCommitAndInvalidation()
    {
        var redis = await TestRedis.SharedAsync();
        await using var database = await HrDatabase.MigratedAsync();
        await using var replica = await RedisReplica.StartAsync(RedisReplica.OptionsOf(redis));
        await using var rig = RigOf(database.DataSource, replica);
        await rig.StartAsync();
        await StoreAsync(replica);
        await rig.WriteAsync(_tag);
        await Eventually.HoldsAsync(async () => !(await LookUpAsync(replica)).IsHit);
        await Eventually.HoldsAsync(async () => (await rig.RowsAsync(applied: true)).Count == 1);
    }

    [Fact]
    public async Task AppliesWritesOfTheOutage_WhenRedisIsBack()
    {
        await using var redis = await TestRedis.StartPrivateAsync();
        await using var database = await HrDatabase.MigratedAsync();
        await using var replica = await RedisReplica.StartAsync(RedisReplica.OptionsOf(redis));
        await using var rig = RigOf(database.DataSource, replica);
        await rig.StartAsync();
        await redis.StopAsync();
        await Eventually.HoldsAsync(() => !replica.Connection.IsUp);
        await rig.Invalidator.ApplyAsync(await rig.WriteAsync(_tag));
        (await rig.RowsAsync(applied: false)).Count.ShouldBe(1);
        await redis.StartAsync();
        await Eventually.HoldsAsync(async () => (await rig.RowsAsync(applied: true)).Count == 1);
        await Eventually.HoldsAsync(async () => (await LookUpAsync(replica)).Version is not null);
    }

    [Fact]
    public async Task SaysSoOnceAndGoesOn_WhenTheDatabaseIsAway()
    {
        await using var server = await TestPostgres.StartPrivateAsync();
        await using var database = NpgsqlDataSource.Create((await server.CreateEmptyDatabaseAsync()).ConnectionString);
        await CreateTableAsync(database);
        var cache = new ScriptedCache();
        var clock = new FakeTimeProvider();
        await using var rig = OutboxRig.Over(database, cache, clock);
        await rig.StartAsync();
        await server.StopAsync();
        await Eventually.HoldsAsync(() => Moved(clock) && rig.CountOf(LogLevel.Warning) == 1);
        cache.LoseAndFind(3);
        for (var tick = 0; tick < 50; tick++)
        {
            Moved(clock);
            await Task.Yield();
        }

        await server.StartAsync();
        await Eventually.HoldsAsync(() => Moved(clock) && !cache.Recoveries.IsEmpty);
        rig.CountOf(LogLevel.Warning).ShouldBe(1);
        await rig.WriteAsync(_tag, TimeSpan.FromMinutes(1));
        await Eventually.HoldsAsync(async () => Moved(clock) && (await rig.RowsAsync(applied: true)).Count == 1);
    }

    [Fact]
    public async Task Stops_WhenTheDatabaseHangs()
    {
        await using var database = await HrDatabase.MigratedAsync();
        var clock = new FakeTimeProvider();
        await using var rig = OutboxRig.Over(database.DataSource, new ScriptedCache(), clock);
        await rig.StartAsync();
        await rig.Invalidator.ApplyAsync(await rig.WriteAsync(_tag));
        await using var hold = await database.DataSource.OpenConnectionAsync();
        await using var begun = await hold.BeginTransactionAsync();
        await using var locked = new NpgsqlCommand("LOCK TABLE core.cache_invalidations IN ACCESS EXCLUSIVE MODE", hold);
        await locked.ExecuteNonQueryAsync();

        var stop = rig.StopAsync();
        await Eventually.HoldsAsync(() => Moved(clock) && stop.IsCompleted);

        await stop;
        await begun.RollbackAsync();
        (await rig.RowsAsync(applied: false)).Count.ShouldBe(1);
    }

    private static OutboxRig RigOf(NpgsqlDataSource database, RedisReplica replica) =>
        OutboxRig.Over(database, replica.Store, TimeProvider.System);

    private static Task<CacheLookup> LookUpAsync(RedisReplica replica) => replica.Store.LookUpAsync(_spec, CancellationToken.None);

    /// <summary>Stores what the write to come makes stale, and sees it hit.</summary>
    private static async Task StoreAsync(RedisReplica replica)
    {
        await Eventually.HoldsAsync(async () => (await LookUpAsync(replica)).Version is not null);
        await replica.Store.StoreAsync(_spec, (await LookUpAsync(replica)).Version!, _stale, CancellationToken.None);
        (await LookUpAsync(replica)).IsHit.ShouldBeTrue();
    }

    private static bool Moved(FakeTimeProvider clock)
    {
        clock.Advance(TimeSpan.FromSeconds(1));
        return true;
    }

    private static async Task CreateTableAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(
            """
            CREATE SCHEMA core;
            CREATE TABLE core.cache_invalidations (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tag text NOT NULL,
                created_at timestamptz NOT NULL DEFAULT now(), applied_at timestamptz)
            """
        );
        await command.ExecuteNonQueryAsync();
    }
}
