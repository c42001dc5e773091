using Pinnokio.Application.Registry.Listeners;
using Pinnokio.Infrastructure.Redis;
using Pinnokio.Infrastructure.Tests.Registry;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Redis;

public sealed class RedisListenerRegistryTests : ListenerRegistryTests, IAsyncLifetime
{
    private RedisReplica _replica = null!;

    protected override IListenerRegistry Listeners => new RedisListenerRegistry(new RedisCalls(_replica.Connection, TimeProvider.System));

    public async Task InitializeAsync() => _replica = await RedisReplica.StartConnectedAsync(await TestRedis.SharedAsync());

    public async Task DisposeAsync() => await _replica.DisposeAsync();

    /// <summary>Takes 90 seconds off the time of expiry of each entry, as they stand in the hash.</summary>
    protected override async Task AgeAsync()
    {
        var database = _replica.Connection.Link!.Database;
        foreach (var entry in await database.HashGetAllAsync($"listeners:{{{User}}}"))
        {
            var (expires, rest) = ((string)entry.Value!).Split(' ', 2) is [var first, var others] ? (first, others) : default;
            var aged = long.Parse(expires, System.Globalization.CultureInfo.InvariantCulture) - 90_000;
            await database.HashSetAsync($"listeners:{{{User}}}", entry.Name, $"{aged} {rest}");
        }
    }

    [Fact]
    public async Task LeavesNothingBehind_WhenAllFallSilent()
    {
        await Listeners.PutAsync(User, new ListenerEntry("chat", null, null), Never);
        var lives = await _replica.Connection.Link!.Database.KeyTimeToLiveAsync($"listeners:{{{User}}}");
        lives!.Value.ShouldBeInRange(TimeSpan.FromSeconds(80), TimeSpan.FromSeconds(90));
    }
}
