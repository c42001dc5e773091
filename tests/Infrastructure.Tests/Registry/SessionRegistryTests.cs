using System.Text.Json;
using Pinnokio.Infrastructure.Registry;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Registry;

/// <summary>What the registry promises, over two replicas; each adapter runs it as a class of its own.</summary>
public abstract class SessionRegistryTests : IAsyncLifetime
{
    internal static readonly PresenceTimes Short = new()
    {
        Life = TimeSpan.FromSeconds(3),
        Grace = TimeSpan.FromSeconds(1),
        SilentLead = TimeSpan.FromMilliseconds(200),
        Settle = TimeSpan.Zero,
        LookAgain = TimeSpan.FromMilliseconds(500),
        SweepEvery = TimeSpan.FromMilliseconds(50),
    };

    private readonly string _user = $"u{Guid.NewGuid():N}";
    private readonly string _tab = $"tab:{Guid.NewGuid():N}";
    private readonly string _otherTab = $"tab:{Guid.NewGuid():N}";

    protected static CancellationToken Never => CancellationToken.None;

    internal RecordingBus Bus { get; } = new();

    internal PresenceReplica One { get; private set; } = null!;

    internal PresenceReplica Other { get; private set; } = null!;

    protected abstract TimeProvider Clock { get; }

    public virtual async Task InitializeAsync()
    {
        One = await StartReplicaAsync();
        Other = await StartReplicaAsync();
    }

    public virtual async Task DisposeAsync()
    {
        await One.DisposeAsync();
        await Other.DisposeAsync();
    }

    [Fact]
    public async Task PublishesOnlineOnce_ForTwoTabsOnTwoReplicas()
    {
        await One.Sessions.RegisterAsync(_user, _tab, null, Never);
        await Other.Sessions.RegisterAsync(_user, _otherTab, null, Never);
        await One.Sessions.RegisterAsync(_user, _tab, null, Never);
        Bus.TypesOf(_user).ShouldBe([PresenceEdges.WentOnline]);
        (await Other.Reader.SessionsAsync(_user, Never)).Select(s => s.SessionId).ShouldBe([_tab, _otherTab], ignoreOrder: true);
    }

    [Fact]
    public async Task PublishesOnlineOnce_WhenManyRegisterAtOnce()
    {
        var all = Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? One : Other).Sessions.RegisterAsync(_user, $"{_tab}{i}", null, Never));
        await Task.WhenAll(all);
        await HoldsAsync(() => Task.FromResult(Bus.TypesOf(_user).Length > 0));
        Bus.TypesOf(_user).ShouldBe([PresenceEdges.WentOnline]);
    }

    [Fact]
    public async Task PublishesOfflineOnce_AfterTheGrace()
    {
        await One.Sessions.RegisterAsync(_user, _tab, null, Never);
        await Other.Sessions.RegisterAsync(_user, _otherTab, null, Never);
        (await Other.Sessions.UnregisterAsync(_tab, Never)).ShouldBeTrue();
        (await Other.Sessions.UnregisterAsync(_otherTab, Never)).ShouldBeTrue();
        var left = Clock.GetTimestamp();
        Bus.TypesOf(_user).ShouldBe([PresenceEdges.WentOnline]);
        await HoldsAsync(() => Task.FromResult(Bus.TypesOf(_user).Length > 1));
        Clock.GetElapsedTime(left).ShouldBeGreaterThan(Short.Grace * 0.9);
        Bus.TypesOf(_user).ShouldBe([PresenceEdges.WentOnline, PresenceEdges.WentOffline]);
        (await One.Reader.SessionsAsync(_user, Never)).ShouldBeEmpty();
    }

    [Fact]
    public async Task PublishesNothing_WhenANewTabComesWithinTheGrace()
    {
        await One.Sessions.RegisterAsync(_user, _tab, null, Never);
        await One.Sessions.UnregisterAsync(_tab, Never);
        await Other.Sessions.RegisterAsync(_user, _otherTab, null, Never);
        await PassesAsync(Short.Grace * 2);
        Bus.TypesOf(_user).ShouldBe([PresenceEdges.WentOnline]);
    }

    [Fact]
    public async Task PublishesEachEdgeInTurn_WhenAUserComesAndGoes()
    {
        string[] expected = [];
        for (var turn = 0; turn < 2; turn++)
        {
            await One.Sessions.RegisterAsync(_user, _tab, null, Never);
            await One.Sessions.UnregisterAsync(_tab, Never);
            expected = [.. expected, PresenceEdges.WentOnline, PresenceEdges.WentOffline];
            await HoldsAsync(() => Task.FromResult(Bus.TypesOf(_user).Length == expected.Length));
        }

        Bus.TypesOf(_user).ShouldBe(expected);
    }

    [Fact]
    public async Task PublishesOfflineOnce_WhenAUserFallsSilent()
    {
        await One.Sessions.RegisterAsync(_user, _tab, null, Never);
        var seen = Clock.GetTimestamp();
        await HoldsAsync(() => Task.FromResult(Bus.TypesOf(_user).Length > 1));
        Clock.GetElapsedTime(seen).ShouldBeGreaterThan((Short.Life + Short.Grace - Short.SilentLead) * 0.9);
        Bus.TypesOf(_user).ShouldBe([PresenceEdges.WentOnline, PresenceEdges.WentOffline]);
        (await One.Sessions.BeatAsync(_tab, Never)).ShouldBeFalse();
    }

    [Fact]
    public async Task KeepsAUserOnline_WhoseBeatsReachAnyReplica()
    {
        await One.Sessions.RegisterAsync(_user, _tab, "route-1", Never);
        var start = Clock.GetTimestamp();
        var turn = 0;
        await HoldsAsync(async () =>
        {
            (await (turn++ % 2 == 0 ? Other : One).Sessions.BeatAsync(_tab, Never)).ShouldBeTrue();
            return Clock.GetElapsedTime(start) > Short.Life * 1.5;
        });
        Bus.TypesOf(_user).ShouldBe([PresenceEdges.WentOnline]);
        (await One.Reader.SessionsAsync(_user, Never)).ShouldHaveSingleItem().BackendRoute.ShouldBe("route-1");
    }

    [Fact]
    public async Task KnowsNoSession_ThatWasNeverRegisteredOrHasEnded()
    {
        (await One.Sessions.BeatAsync(_tab, Never)).ShouldBeFalse();
        (await One.Sessions.UnregisterAsync(_tab, Never)).ShouldBeFalse();
        (await One.Reader.UserOfAsync(_tab, Never)).ShouldBeNull();
        await One.Sessions.RegisterAsync(_user, _tab, null, Never);
        (await Other.Reader.UserOfAsync(_tab, Never)).ShouldBe(_user);
        await Other.Sessions.UnregisterAsync(_tab, Never);
        (await One.Sessions.BeatAsync(_tab, Never)).ShouldBeFalse();
        (await One.Sessions.UnregisterAsync(_tab, Never)).ShouldBeFalse();
    }

    [Fact]
    public async Task GivesASessionToTheLastUser_WhoRegisteredIt()
    {
        var next = _user + "x";
        await One.Sessions.RegisterAsync(_user, _tab, null, Never);
        await Other.Sessions.RegisterAsync(next, _tab, null, Never);
        (await One.Reader.SessionsAsync(_user, Never)).ShouldBeEmpty();
        (await One.Sessions.BeatAsync(_tab, Never)).ShouldBeTrue();
        (await One.Reader.SessionsAsync(next, Never)).ShouldHaveSingleItem();
        await HoldsAsync(() => Task.FromResult(Bus.TypesOf(_user).Length == 2));
    }

    [Fact]
    public async Task KeepsAUserOnline_UntilTheLastSocketOfTheSessionEnds()
    {
        var old = One.Sockets.Open(_user, _tab);
        await HoldsAsync(async () => (await One.Reader.SessionsAsync(_user, Never)).Count == 1);
        var reconnected = Other.Sockets.Open(_user, _tab);
        await HoldsAsync(async () => (await One.Reader.SessionsAsync(_user, Never)).Single().Sockets == 2);
        await old.DisposeAsync();
        await HoldsAsync(async () => (await One.Reader.SessionsAsync(_user, Never)).Single().Sockets == 1);
        var start = Clock.GetTimestamp();
        await HoldsAsync(() =>
        {
            reconnected.Seen();
            return Task.FromResult(Clock.GetElapsedTime(start) > Short.Life * 1.5);
        });
        Bus.TypesOf(_user).ShouldBe([PresenceEdges.WentOnline]);
        await reconnected.DisposeAsync();
        await HoldsAsync(() => Task.FromResult(Bus.TypesOf(_user).Length > 1));
        Bus.TypesOf(_user).ShouldBe([PresenceEdges.WentOnline, PresenceEdges.WentOffline]);
    }

    [Fact]
    public async Task ListsThoseOnline_PageByPage()
    {
        var users = Enumerable.Range(0, 5).Select(i => $"{_user}{i}").ToList();
        foreach (var user in users)
        {
            await One.Sessions.RegisterAsync(user, $"{user}-tab", null, Never);
        }

        await One.Sessions.UnregisterAsync($"{users[3]}-tab", Never);
        var first = await Other.Reader.ListAsync(_user, 2, Never);
        first.Users.Select(u => u.UserId).ShouldBe(users[..2]);
        var second = await Other.Reader.ListAsync(first.NextCursor, 2, Never);
        second.Users.Select(u => u.UserId).ShouldBe([users[2]]);
        var third = await Other.Reader.ListAsync(second.NextCursor, 1_000, Never);
        third.Users.Select(u => u.UserId).ShouldContain(users[4]);
        third.NextCursor.ShouldBeNull();
    }

    [Fact]
    public async Task ListsNobody_BehindTheLast()
    {
        await One.Sessions.RegisterAsync(_user, _tab, null, Never);
        var page = await Other.Reader.ListAsync("~", 2, Never);
        page.Users.ShouldBeEmpty();
        page.NextCursor.ShouldBeNull();
    }

    [Fact]
    public async Task TellsTheEdgeLater_WhenItCouldNotBePublished()
    {
        Bus.IsAway = true;
        await One.Sessions.RegisterAsync(_user, _tab, null, Never);
        Bus.TypesOf(_user).ShouldBeEmpty();
        Bus.IsAway = false;
        await HoldsAsync(() => Task.FromResult(Bus.TypesOf(_user).Length > 0));
        Bus.TypesOf(_user).Count(type => type == PresenceEdges.WentOnline).ShouldBe(1); // by now it may be offline again
    }

    [Fact]
    public async Task PublishesAnEvent_OnTheUsersOwnChannel()
    {
        await One.Sessions.RegisterAsync(_user, _tab, null, Never);
        var told = Bus.Published.Single(e => e.UserId == _user);
        told.Channel.ShouldBe($"user:{_user}");
        using var json = JsonDocument.Parse(told.Json);
        json.RootElement.GetProperty("uid").GetString().ShouldBe(_user);
        json.RootElement.GetProperty("timestamp").GetString()!.ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$");
        json.RootElement.GetProperty("payload").GetRawText().ShouldBe($$"""{"user_id":"{{_user}}","online":true}""");
    }

    private protected abstract Task<PresenceReplica> StartReplicaAsync();

    /// <summary>Called at each look while a test waits.</summary>
    protected virtual void LetTimePass() { }

    protected Task HoldsAsync(Func<Task<bool>> condition) =>
        Eventually.HoldsAsync(
            async () =>
            {
                LetTimePass();
                return await condition();
            },
            TimeSpan.FromSeconds(30)
        );

    protected Task PassesAsync(TimeSpan time)
    {
        var start = Clock.GetTimestamp();
        return HoldsAsync(() => Task.FromResult(Clock.GetElapsedTime(start) > time));
    }
}
