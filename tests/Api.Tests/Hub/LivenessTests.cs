using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Api.Hub;
using Pinnokio.Application.Registry.Contracts;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hub;

/// <summary>Pings and pongs, and what becomes of the session.</summary>
public sealed class LivenessTests : IAsyncLifetime
{
    private readonly string _user = $"user-{Guid.NewGuid():N}";
    private readonly ScriptedSessions _sessions = new();
    private PinnokioApp _app = null!;

    public async Task InitializeAsync()
    {
        var quick = new HubOptions { PingEvery = TimeSpan.FromSeconds(1), PongWithin = TimeSpan.FromSeconds(1) };
        _app = await PinnokioApp.StartAsync(onSockets: true, services: s => s.AddSingleton<ISocketSessions>(_sessions).AddSingleton(quick));
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

        _sessions.Told.Count(what => what == "seen tab").ShouldBeGreaterThanOrEqualTo(3);
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
    public async Task HoldsTheSession_UntilTheClientLeaves()
    {
        await using (var client = await HubClient.ConnectAsync(_app.Client.BaseAddress!, $"uid={_user}&session_id=tab"))
        {
            await client.NextAsync("hello");
            _sessions.Told.ShouldBe([$"open {_user} tab"]);
            await client.LeaveAsync();
        }

        await Eventually.HoldsAsync(() => _sessions.Told.Contains("end tab"));
    }

    [Fact]
    public async Task EndsTheSession_WhenTheConnectionIsReset()
    {
        await using var raw = await RawSocket.ConnectAsync(_app.Client.BaseAddress!, _user, more: "&session_id=tab");
        await raw.NextAsync();
        raw.Reset();

        await Eventually.HoldsAsync(() => _sessions.Told.Contains("end tab"));
    }
}
