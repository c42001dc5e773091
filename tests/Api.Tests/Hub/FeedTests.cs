using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Application.Events.Contracts;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hub;

/// <summary>What is live may be lost, late or double: a socket gets every event once and in order, or is told of a gap.</summary>
public sealed class FeedTests : IAsyncLifetime
{
    private readonly string _user = $"user-{Guid.NewGuid():N}";
    private FlakyBus _bus = null!;
    private PinnokioApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = await PinnokioApp.StartAsync(
            onSockets: true,
            services: s =>
                s.AddSingleton<Pinnokio.Application.Registry.Contracts.ISocketSessions>(new ScriptedSessions())
                    .Decorate<IEventBus>(inner => new FlakyBus(inner))
        );
        _bus = (FlakyBus)_app.Services.GetRequiredService<IEventBus>();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task ReadsTheStream_WhenLiveEntriesWereLost()
    {
        await using var client = await ReadyAsync();
        await PublishAsync(1);
        _bus.IsDeaf = true;
        await PublishAsync(2, 450);
        _bus.IsDeaf = false;
        await PublishAsync(452);

        (await client.NumbersAsync(452)).ShouldBe(Enumerable.Range(1, 452));
    }

    [Fact]
    public async Task ReadsTheStream_WhenInterrupted()
    {
        await using var client = await ReadyAsync();
        _bus.IsDeaf = true;
        await PublishAsync(1, 3);
        _bus.Interrupt(_user);

        (await client.NumbersAsync(3)).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task DeliversOnce_WhenEntriesComeAgain()
    {
        await using var client = await ReadyAsync();
        var first = await PublishAsync(1);
        var second = await PublishAsync(2);
        foreach (var position in new[] { second, first, second })
        {
            _bus.Repeat(_user, new StreamEntry(position, $"user:{_user}", """{"type":"x","payload":{"n":-1}}"""u8.ToArray()));
        }

        await PublishAsync(3);
        (await client.NumbersAsync(3)).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task KeepsItsSockets_WhenTheStoreWasAway()
    {
        await using var client = await ReadyAsync();
        _bus.IsAway = true;
        _bus.Interrupt(_user);
        await PublishAsync(1, 2);
        (await _app.RpcAsync("HR.check_connection")).Ok.ShouldBeTrue();
        _bus.IsAway = false;

        (await client.NumbersAsync(2)).ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData(StreamGap.StreamLost, "stream_lost")]
    [InlineData(StreamGap.Trimmed, "trimmed")]
    public async Task AnnouncesAGap_WhenTheStreamLostWhatComesNext(StreamGap gap, string reason)
    {
        await using var client = await ReadyAsync();
        _bus.IsDeaf = true;
        var lost = await PublishAsync(1, 3);
        _bus.NextGap = gap;
        _bus.Interrupt(_user);
        var frame = await client.NextAsync("gap");
        _bus.IsDeaf = false;
        await PublishAsync(4);

        frame.GetProperty("reason").GetString().ShouldBe(reason);
        frame.GetProperty("position").GetString().ShouldBe(lost.ToString());
        (await client.NumbersAsync(1)).ShouldBe([4]);
    }

    [Fact]
    public async Task AnnouncesAGap_WhenOthersMessagesWereLost()
    {
        await using var client = await ReadyAsync();
        await PublishAsync(1);
        _bus.LoseFromOthers(_user);
        await PublishAsync(2);

        (await client.NumbersAsync(1)).ShouldBe([1]);
        (await client.NextAsync("gap")).GetProperty("reason").GetString().ShouldBe("bridge_hole");
        (await client.NumbersAsync(1)).ShouldBe([2]);
    }

    [Fact]
    public async Task FollowsOnceForAllSockets_UntilTheLastLeaves()
    {
        var first = await ReadyAsync();
        var second = await ReadyAsync();
        await first.LeaveAsync();
        await PublishAsync(1);
        (await second.NumbersAsync(1)).ShouldBe([1]);
        await second.LeaveAsync();

        await Eventually.HoldsAsync(() => !_bus.IsFollowed(_user));
        await using var third = await ReadyAsync();
        await PublishAsync(2);
        (await third.NumbersAsync(1)).ShouldBe([2]);
    }

    [Fact]
    public async Task TakesNoNewSocket_WhileTheStoreIsAway()
    {
        _bus.IsAway = true;
        await Should.ThrowAsync<WebSocketException>(() => HubClient.ConnectAsync(_app.Client.BaseAddress!, $"uid={_user}"));
        _bus.IsAway = false;

        await using var client = await ReadyAsync();
    }

    [Fact]
    public async Task ResumesOnceTheStoreIsBack()
    {
        var start = await PublishAsync(1);
        await PublishAsync(2);
        await using var other = await ReadyAsync();
        _bus.IsAway = true;
        await Should.ThrowAsync<WebSocketException>(async () =>
            await (await HubClient.ConnectAsync(_app.Client.BaseAddress!, $"uid={Guid.NewGuid():N}")).NextAsync()
        );
        await using var client = await HubClient.ConnectAsync(_app.Client.BaseAddress!, $"uid={_user}&last={start}");
        await client.NextAsync("hello");
        _bus.IsAway = false;

        (await client.NextAsync("resume")).GetProperty("n").GetInt32().ShouldBe(1);
        (await client.NumbersAsync(1)).ShouldBe([2]);
        await client.NextAsync("ready");
    }

    private async Task<HubClient> ReadyAsync()
    {
        var client = await HubClient.ConnectAsync(_app.Client.BaseAddress!, $"uid={_user}");
        await client.NextAsync("hello");
        await client.NextAsync("ready");
        return client;
    }

    private Task<StreamPosition> PublishAsync(int first, int count = 1) => HubApp.PublishAsync(_bus, _user, first, count);
}
