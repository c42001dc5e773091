using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Api.Hub;
using Pinnokio.Application.Events.Contracts;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hub;

/// <summary>A client that does not read is sent away, delays nobody, and misses nothing.</summary>
public sealed class SlowConsumerTests : IAsyncLifetime
{
    private const int Events = 900;
    private readonly string _user = $"user-{Guid.NewGuid():N}";
    private PinnokioApp _app = null!;

    private Uri Address => _app.Client.BaseAddress!;

    public async Task InitializeAsync()
    {
        var quick = new HubOptions { SendWithin = TimeSpan.FromSeconds(2), CatchUpWithin = TimeSpan.FromSeconds(2) };
        _app = await PinnokioApp.StartAsync(
            onSockets: true,
            services: s =>
                s.AddSingleton(quick).AddSingleton<Pinnokio.Application.Registry.Contracts.ISocketSessions>(new ScriptedSessions())
        );
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task IsClosedWith4201AndRecoversEverything_WhenItStopsReading()
    {
        await using var slow = await RawSocket.ConnectAsync(Address, _user, receiveBuffer: 4_096);
        await using var other = await HubClient.ConnectAsync(Address, $"uid={_user}");
        await other.NextAsync("hello");
        await other.NextAsync("ready");
        await PublishAsync(Events);
        (await other.NumbersAsync(Events)).ShouldBe(Enumerable.Range(1, Events));

        await Eventually.HoldsAsync(() => _app.Services.GetRequiredService<HubSockets>().Open.Length == 1);
        var (read, last, code) = await ReadAllAsync(slow);
        code.ShouldBe(HubCloseCodes.SlowConsumer);
        read.ShouldBeInRange(1, Events - 1);
        await using var again = await HubClient.ConnectAsync(Address, $"uid={_user}&last={last}");
        await again.NextAsync("hello");
        (await again.NextAsync("resume")).GetProperty("n").GetInt32().ShouldBe(Events - read);
        (await again.NumbersAsync(Events - read)).ShouldBe(Enumerable.Range(read + 1, Events - read));
    }

    [Fact]
    public async Task StaysAndGetsEverything_WhenItFallsBehindAndCatchesUp()
    {
        await using var raw = await RawSocket.ConnectAsync(Address, _user, receiveBuffer: 4_096);
        await raw.NextAsync();
        await raw.NextAsync();
        await PublishAsync(Events); // more than fits its queue, before it reads any

        for (var n = 1; n <= Events; n++)
        {
            var frame = (await raw.NextAsync()).ShouldNotBeNull();
            frame.Opcode.ShouldBe(RawSocket.Text);
            HubClient.NumberOf(JsonElement.Parse(frame.Payload)).ShouldBe(n);
        }
    }

    private async Task PublishAsync(int count)
    {
        var bus = _app.Services.GetRequiredService<IEventBus>();
        var text = new string('x', 2_000);
        for (var n = 1; n <= count; n++)
        {
            var json = Encoding.UTF8.GetBytes($$$"""{"type":"notif.sync","payload":{"n":{{{n}}},"text":"{{{text}}}"}}""");
            await bus.PublishAsync(new NewEvent(_user, $"user:{_user}", json), CancellationToken.None);
        }
    }

    private static async Task<(int Events, string? Last, int Code)> ReadAllAsync(RawSocket raw)
    {
        var (events, last) = (0, (string?)null);
        while (await raw.NextAsync() is { } frame)
        {
            if (frame.Opcode == RawSocket.Close)
            {
                return (events, last, (frame.Payload[0] << 8) | frame.Payload[1]);
            }

            if (JsonElement.Parse(frame.Payload).TryGetProperty("id", out var id))
            {
                (events, last) = (events + 1, id.GetString());
            }
        }

        return (events, last, 0);
    }
}
