using System.Diagnostics;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Faults;

/// <summary>Redis goes away in every way it can while employees are read and written.</summary>
[Collection(RealServers.Name)]
public sealed class RedisOutageTests : IAsyncLifetime
{
    private static readonly TimeSpan s_freshWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_backWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_extra = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan s_slack = TimeSpan.FromMilliseconds(850); // for a busy machine
    private const int ReadsWhileAway = 50;

    private TestDatabase _database = null!;
    private TestRedis _redis = null!;
    private PinnokioApp _one = null!;
    private PinnokioApp _other = null!;
    private Company _company = null!;
    private Guid _employee;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _redis = await TestRedis.StartPrivateAsync(new TestRedisOptions { Persistent = true });
        _one = await PinnokioApp.StartAsync(_database, _redis.Port);
        _other = await PinnokioApp.StartAsync(_database, _redis.Port);
        _company = await Company.EnsureAsync(_one.Client);
        _employee = await _company.HireAsync(_one.Client, "E-1");
        await UntilCachedAsync("Ada");
    }

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _redis.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task CostsNothingButTheCache_WhenTheServerStops()
    {
        await _redis.StopAsync();
        await ReadAndRenameAsync("While stopped");
        await _redis.StartAsync();
        await UntilCachedAsync("While stopped");
    }

    [Fact]
    public async Task ServesNothingOld_WhenTheServerComesBackEmpty()
    {
        await _redis.RestartEmptyAsync();
        await ReadAndRenameAsync("After it was emptied");
        await UntilCachedAsync("After it was emptied");
    }

    [Fact]
    public async Task ServesNothingOld_WhenTheServerComesBackWithOldData()
    {
        await _redis.SaveAsync();
        (await _company.RenameAsync(_one.Client, _employee, "After the snapshot")).Ok.ShouldBeTrue();
        await UntilCachedAsync("After the snapshot");

        await _redis.RestartWithOldDataAsync();

        await ReadsAsync("After the snapshot");
        await UntilCachedAsync("After the snapshot");
    }

    [Fact]
    public async Task ServesNothingOld_WhenAWriteFellIntoTheOutageAndTheServerKeptItsData()
    {
        await _redis.StopAsync(); // an orderly stop keeps the entries as they are
        (await _company.RenameAsync(_other.Client, _employee, "Meanwhile")).Ok.ShouldBeTrue();
        await _redis.StartAsync();

        await ReadsAsync("Meanwhile");
        await UntilCachedAsync("Meanwhile");
    }

    [Fact]
    public async Task CostsNothingButTheCache_WhenTheServerFallsSilent()
    {
        _redis.Pause();
        try
        {
            await ReadAndRenameAsync("While silent");
        }
        finally
        {
            _redis.Resume();
        }

        await UntilFreshAsync("While silent");
        await UntilCachedAsync("While silent");
    }

    /// <summary>Readers on both replicas, with a write among them: no failed call, none slow, none that misses the write.</summary>
    private async Task ReadAndRenameAsync(string name)
    {
        await ReadsAsync("Ada");
        (await _company.RenameAsync(_one.Client, _employee, name)).Ok.ShouldBeTrue();
        await ReadsAsync(name);
    }

    private async Task ReadsAsync(string expected)
    {
        for (var read = 0; read < ReadsWhileAway; read++)
        {
            var watch = Stopwatch.StartNew();
            (await _company.ReadAsync(_one.Client, $"user-{read % 3}")).FirstName.ShouldBe(expected);
            (await _company.ReadAsync(_other.Client, $"user-{read % 3}")).FirstName.ShouldBe(expected);
            (watch.Elapsed / 2).ShouldBeLessThan(s_extra + s_slack);
        }
    }

    /// <summary>
    /// A server that was only silent may answer with what it had, but not for long. A fresh answer counts once it comes from the cache: one
    /// from the database says nothing about what the cache still holds.
    /// </summary>
    private async Task UntilFreshAsync(string expected)
    {
        foreach (var replica in new[] { _one, _other })
        {
            await Eventually.HoldsAsync(
                async () => await _company.ReadAsync(replica.Client, "user-0") == (expected, "cache"),
                s_freshWithin
            );
        }
    }

    /// <summary>Both replicas serve from the cache again, and never anything but this.</summary>
    private async Task UntilCachedAsync(string expected)
    {
        foreach (var replica in new[] { _one, _other })
        {
            await Eventually.HoldsAsync(
                async () =>
                {
                    var (name, source) = await _company.ReadAsync(replica.Client, "user-0");
                    name.ShouldBe(expected);
                    return source == "cache";
                },
                s_backWithin
            );
        }
    }
}
