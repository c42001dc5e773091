using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Api.Hub;
using Pinnokio.Application.Registry.Contracts;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hub;

/// <summary>Pings and pongs, and what the registry hears of them.</summary>
public sealed class LivenessTests : IAsyncLifetime
{
    private readonly string _user = $"user-{Guid.NewGuid():N}";
    private readonly ScriptedRegistry _registry = new();
    private PinnokioApp _app = null!;

    public async Task InitializeAsync()
    {
        var quick = new HubOptions { PingEvery = TimeSpan.FromSeconds(1), PongWithin = TimeSpan.FromSeconds(1) };
        _app = await PinnokioApp.StartAsync(
            onSockets: true,
            services: s => s.AddSingleton<ISessionRegistry>(_registry).AddSingleton(quick)
        );
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task ClosesWithNoPong_WhenNobodyAnswers()
    {
        await using var raw = await RawSocket.ConnectAsync(_app.Client.BaseAddress!, _user);

        (await raw.CloseCodeAsync()).ShouldBe(HubCloseCodes.NoPong);
    }

    [Theory]
    [InlineData(RawSocket.Pong, "")]
    [InlineData(RawSocket.Text, """{"t":"pong"}""")]
    [InlineData(RawSocket.Text, """{"type":"pong","payload":{}}""")]
    public async Task StaysOpen_WhenEitherPingIsAnswered(int opcode, string text)
    {
        await using var raw = await RawSocket.ConnectAsync(_app.Client.BaseAddress!, _user, more: "&session_id=tab");
        for (var pings = 0; pings < 4; )
        {
            var frame = (await raw.NextAsync()).ShouldNotBeNull();
            frame.Opcode.ShouldBeOneOf(RawSocket.Text, RawSocket.Ping);
            if (frame.Opcode == RawSocket.Ping)
            {
                pings++;
                await raw.SendAsync(opcode, System.Text.Encoding.UTF8.GetBytes(text));
            }
        }

        _registry.Told.Count(what => what == "beat tab").ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task PutsThePositionIntoThePing()
    {
        await using var client = await HubClient.ConnectAsync(_app.Client.BaseAddress!, $"uid={_user}", answersPings: false);
        var hello = await client.NextAsync("hello");
        await client.NextAsync("ready");

        (await client.NextAsync("ping")).GetProperty("position").GetString().ShouldBe(hello.GetProperty("position").GetString());
    }

    [Fact]
    public async Task RegistersTheSession_UntilTheClientLeaves()
    {
        await using (var client = await HubClient.ConnectAsync(_app.Client.BaseAddress!, $"uid={_user}&session_id=tab"))
        {
            await client.NextAsync("hello");
            await client.LeaveAsync();
        }

        await Eventually.HoldsAsync(() => _registry.Told.Contains("unregister tab"));
        _registry.Told.First().ShouldBe($"register {_user} tab");
    }

    [Fact]
    public async Task KeepsTheSession_WhileAnotherSocketHasIt()
    {
        await using var first = await HubClient.ConnectAsync(_app.Client.BaseAddress!, $"uid={_user}&session_id=tab");
        await using var second = await HubClient.ConnectAsync(_app.Client.BaseAddress!, $"uid={_user}&session_id=tab");
        await second.NextAsync("hello");
        await first.LeaveAsync();
        await using var third = await HubClient.ConnectAsync(_app.Client.BaseAddress!, $"uid={_user}&session_id=other");
        await third.NextAsync("hello");
        await third.LeaveAsync();

        await Eventually.HoldsAsync(() => _registry.Told.Contains("unregister other"));
        _registry.Told.ShouldNotContain("unregister tab");
    }

    [Fact]
    public async Task RegistersAgain_WhenTheRegistryForgot()
    {
        _registry.Forgets = true;
        await using var client = await HubClient.ConnectAsync(_app.Client.BaseAddress!, $"uid={_user}&session_id=tab");
        var reading = client.NextOrEndAsync(); // hello
        await reading;
        await client.NextAsync("ready");
        _ = client.NextOrEndAsync(); // answers pings

        await Eventually.HoldsAsync(() => _registry.Told.Count(what => what == $"register {_user} tab") >= 2);
    }

    [Fact]
    public async Task ServesOn_WhenTheRegistryIsAway()
    {
        _registry.IsAway = true;
        await using var client = await HubClient.ConnectAsync(_app.Client.BaseAddress!, $"uid={_user}&session_id=tab");
        await client.NextAsync("hello");
        await client.NextAsync("ready");
        var next = client.NextAsync(); // answers pings until there is an event
        await Eventually.HoldsAsync(() => _registry.Told.Contains("beat tab"));
        var bus = _app.Services.GetRequiredService<Application.Events.Contracts.IEventBus>();
        await HubApp.PublishAsync(bus, _user, 1);

        HubClient.NumberOf(await next).ShouldBe(1);
    }
}
