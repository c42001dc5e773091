using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Registry;

/// <summary>Presence over two replicas on one Redis and one PostgreSQL, one of them a process that can be killed.</summary>
public sealed class TwoReplicaPresenceTests : IAsyncLifetime
{
    private readonly string _user = RegistryApp.NewUser();
    private TestDatabase _database = null!;
    private TestRedis _redis = null!;
    private PinnokioApp _one = null!;
    private ProductProcess _other = null!;

    public async Task InitializeAsync()
    {
        _redis = await TestRedis.SharedAsync();
        _database = await TestDatabase.CreateAsync();
        _one = await PinnokioApp.StartAsync(_database, _redis.Port);
        var settings = ProductProcess.On(_database);
        settings["LISTENERS_REDIS_HOST"] = TestRedis.Host;
        settings["LISTENERS_REDIS_PORT"] = _redis.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        _other = await ProductProcess.ListeningAsync(settings);
        await _other.WaitUntilReadyAsync();
    }

    public async Task DisposeAsync()
    {
        await _other.DisposeAsync();
        await _one.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task AUserIsOfflineOnce_AfterTheReplicaOfTheirTabWasKilled()
    {
        var before = await _one.TailAsync(_user);
        await _one.RegisterAsync(_user, "one-" + _user);
        var tab = new { user_id = _user, session_id = "two-" + _user };
        (await _other.Client.RpcAsync("REGISTRY.register_user", tab)).Ok.ShouldBeTrue();
        await Eventually.HoldsAsync(async () => (await _one.TypesAfterAsync(_user, before)).Length > 0);
        (await _one.TypesAfterAsync(_user, before)).ShouldBe(["presence.online"]);
        (await _one.UnregisterAsync("one-" + _user)).ShouldBeTrue();

        _other.Process.Signal(UnixSignal.Kill);
        await Eventually.HoldsAsync(
            async () => (await _one.TypesAfterAsync(_user, before)).Length > 1,
            TimeSpan.FromSeconds(100) // the bound that is promised
        );
        (await _one.TypesAfterAsync(_user, before)).ShouldBe(["presence.online", "presence.offline"]);
        (await _one.IsOnlineAsync(_user)).ShouldBeFalse();
    }
}
