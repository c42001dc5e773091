using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Application.Events.Contracts;
using Pinnokio.Application.Registry.Contracts;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hub;

/// <summary>A replica on real sockets, everything else in process, and the callers of its hub.</summary>
public sealed class HubApp : IAsyncLifetime
{
    internal const string AllowedOrigin = "https://app.example.com";
    private int _users;

    internal PinnokioApp App { get; private set; } = null!;

    internal Uri Address => App.Client.BaseAddress!;

    internal IEventBus Bus => App.Services.GetRequiredService<IEventBus>();

    public async Task InitializeAsync() =>
        App = await PinnokioApp.StartAsync(
            onSockets: true,
            settings: s => s["HUB_ALLOWED_ORIGINS"] = $"https://other.example.com, {AllowedOrigin}",
            services: s => s.AddSingleton<ISocketSessions>(new ScriptedSessions())
        );

    public async Task DisposeAsync() => await App.DisposeAsync();

    /// <summary>A user that no other test has.</summary>
    internal string NewUser() => $"user-{Interlocked.Increment(ref _users)}-{Guid.NewGuid():N}";

    internal Task<HubClient> ConnectAsync(string user, string more = "") => HubClient.ConnectAsync(Address, $"uid={user}{more}");

    /// <summary>Connects and reads up to <c>ready</c>.</summary>
    internal async Task<HubClient> ReadyAsync(string user, string more = "")
    {
        var client = await ConnectAsync(user, more);
        while (HubClient.Kind(await client.NextAsync()) != "ready") { }
        return client;
    }

    internal Task<string> TicketAsync(string user, string session) =>
        App.Services.GetRequiredService<ITickets>().IssueAsync(user, session, CancellationToken.None);

    /// <summary>Publishes events with these numbers in their payload.</summary>
    internal Task<StreamPosition> PublishAsync(string user, int first, int count = 1, string? channel = null) =>
        PublishAsync(Bus, user, first, count, channel);

    internal static async Task<StreamPosition> PublishAsync(IEventBus bus, string user, int first, int count = 1, string? channel = null)
    {
        StreamPosition position = default;
        for (var n = first; n < first + count; n++)
        {
            var json = $$$"""{"type":"notif.sync","uid":"{{{user}}}","timestamp":"2026-01-01T00:00:00.000Z","payload":{"n":{{{n}}}}}""";
            var message = new NewEvent(user, channel ?? $"user:{user}", Encoding.UTF8.GetBytes(json));
            position = (await bus.PublishAsync(message, CancellationToken.None)).Position;
        }

        return position;
    }
}
