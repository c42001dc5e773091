using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Registry;
using Pinnokio.Infrastructure.Tests.Registry;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Redis;

/// <summary>Who is taken for online while the server goes, and comes back empty.</summary>
public sealed class RedisPresenceOutageTests : IAsyncLifetime
{
    private static readonly PresenceTimes _times = SessionRegistryTests.Short with
    {
        Life = TimeSpan.FromSeconds(20),
        Settle = TimeSpan.FromSeconds(5),
    };

    private readonly RecordingBus _bus = new();
    private readonly string _user = $"u{Guid.NewGuid():N}";
    private TestRedis _redis = null!;
    private PresenceReplica _one = null!;
    private PresenceReplica _other = null!;

    private static CancellationToken Never => CancellationToken.None;

    public async Task InitializeAsync()
    {
        _redis = await TestRedis.StartPrivateAsync();
        _one = await RedisSessionRegistryTests.StartReplicaAsync(_redis, _bus, _times);
        _other = await RedisSessionRegistryTests.StartReplicaAsync(_redis, _bus, _times);
    }

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task KnowsEverybodyAgainWithoutAnEdge_WhenTheServerCameBackEmpty()
    {
        var (caller, newcomer, leaver) = (_user + "c", _user + "n", _user + "l");
        await using var socket = _one.Sockets.Open(_user, "socket");
        await _other.Sessions.RegisterAsync(caller, "tab", "route", Never);
        await _other.Sessions.RegisterAsync(leaver, "gone", null, Never);
        await HoldsAsync(() => new[] { _user, caller, leaver }.All(user => _bus.TypesOf(user) is [PresenceEdges.WentOnline]));
        await _other.Sessions.UnregisterAsync("gone", Never);

        await _redis.RestartEmptyAsync();
        var back = TimeProvider.System.GetTimestamp();
        await HoldsAsync(async () => await IsOnlineAsync(_user) && await IsOnlineAsync(caller));
        TimeProvider.System.GetElapsedTime(back).ShouldBeLessThan(TimeSpan.FromSeconds(15));
        (await _one.Reader.SessionsAsync(caller, Never)).Single().BackendRoute.ShouldBe("route");
        (await _one.Sessions.BeatAsync("tab", Never)).ShouldBeTrue();

        // Once a newcomer's edge is told, edges are told again; and so is that of the user who had just left.
        await _one.Sessions.RegisterAsync(newcomer, "new", null, Never);
        await HoldsAsync(() => _bus.TypesOf(newcomer).Length > 0 && _bus.TypesOf(leaver).Length > 1);
        _bus.TypesOf(_user).ShouldBe([PresenceEdges.WentOnline]);
        _bus.TypesOf(caller).ShouldBe([PresenceEdges.WentOnline]);
        _bus.TypesOf(newcomer).ShouldBe([PresenceEdges.WentOnline]);
        _bus.TypesOf(leaver).ShouldBe([PresenceEdges.WentOnline, PresenceEdges.WentOffline]);

        await socket.DisposeAsync();
        await HoldsAsync(() => _bus.TypesOf(_user).Length > 1);
        _bus.TypesOf(_user).ShouldBe([PresenceEdges.WentOnline, PresenceEdges.WentOffline]);
    }

    [Fact]
    public async Task KnowsEverybodyAgainWithoutAnEdge_WhenTheServerWasEmptied()
    {
        await using var socket = _one.Sockets.Open(_user, "socket");
        await HoldsAsync(() => _bus.TypesOf(_user).Length > 0);
        await _redis.FlushAsync();
        await HoldsAsync(async () =>
        {
            socket.Seen();
            return await IsOnlineAsync(_user);
        });
        await socket.DisposeAsync();
        await HoldsAsync(() => _bus.TypesOf(_user).Length > 1);
        _bus.TypesOf(_user).ShouldBe([PresenceEdges.WentOnline, PresenceEdges.WentOffline]);
    }

    [Fact]
    public async Task TellsOfASocketLater_ThatWasOpenedWhileTheServerWasAway()
    {
        var caller = _user + "c";
        await _redis.KillAsync();
        await using var socket = _one.Sockets.Open(_user, "socket");
        var brief = _one.Sockets.Open(_user + "b", "brief");
        await brief.DisposeAsync();
        var refusal = await Should.ThrowAsync<AppException>(() => _one.Sessions.RegisterAsync(caller, "tab", null, Never));
        refusal.Error.Kind.ShouldBe(ErrorKind.Unavailable);

        await _redis.StartAsync();
        await HoldsAsync(() => _bus.TypesOf(_user).Length > 0);
        _bus.TypesOf(_user).ShouldBe([PresenceEdges.WentOnline]);
        (await IsOnlineAsync(caller)).ShouldBeFalse();
        _bus.TypesOf(_user + "b").ShouldBeEmpty();
    }

    private async Task<bool> IsOnlineAsync(string user)
    {
        try
        {
            return (await _other.Reader.SessionsAsync(user, Never)).Count > 0;
        }
        catch (AppException fault) when (fault.Error.Kind == ErrorKind.Unavailable)
        {
            return false;
        }
    }

    private static Task HoldsAsync(Func<bool> condition) => HoldsAsync(() => Task.FromResult(condition()));

    private static Task HoldsAsync(Func<Task<bool>> condition) => Eventually.HoldsAsync(condition, TimeSpan.FromSeconds(40));
}
