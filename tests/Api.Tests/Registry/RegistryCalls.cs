using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Application.Events.Contracts;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Registry;

/// <summary>The registry as a caller speaks to it.</summary>
internal static class RegistryCalls
{
    public static async Task<JsonElement> RegisterAsync(this PinnokioApp app, string userId, string sessionId, string? route = null) =>
        (
            await app.RpcAsync(
                "REGISTRY.register_user",
                new
                {
                    user_id = userId,
                    session_id = sessionId,
                    backend_route = route,
                }
            )
        ).Data;

    public static async Task<bool> BeatAsync(this PinnokioApp app, string sessionId) =>
        (await app.RpcAsync("REGISTRY.heartbeat", new { session_id = sessionId })).Data.GetProperty("known").GetBoolean();

    public static async Task<bool> UnregisterAsync(this PinnokioApp app, string sessionId) =>
        (await app.RpcAsync("REGISTRY.unregister_session", new { session_id = sessionId })).Data.GetProperty("known").GetBoolean();

    public static async Task<JsonElement> GetUserAsync(this PinnokioApp app, string userId) =>
        (await app.RpcAsync("REGISTRY.get_user", new { user_id = userId })).Data;

    public static async Task<bool> IsOnlineAsync(this PinnokioApp app, string userId) =>
        (await app.GetUserAsync(userId)).GetProperty("online").GetBoolean();

    /// <summary>Where the user's stream stands; what follows is told by <see cref="TypesAfterAsync"/>.</summary>
    public static Task<StreamPosition> TailAsync(this PinnokioApp app, string userId) =>
        app.Services.GetRequiredService<IEventBus>().TailAsync(userId, CancellationToken.None);

    /// <summary>The types of the user's events after a position.</summary>
    public static async Task<string[]> TypesAfterAsync(this PinnokioApp app, string userId, StreamPosition after)
    {
        var read = await app.Services.GetRequiredService<IEventBus>().ReadAsync(userId, after, 100, CancellationToken.None);
        read.Gap.ShouldBe(StreamGap.None);
        return [.. read.Entries.Where(entry => !entry.IsMark).Select(entry => TypeOf(entry.Json))];
    }

    private static string TypeOf(ReadOnlyMemory<byte> message)
    {
        using var json = JsonDocument.Parse(message);
        return json.RootElement.GetProperty("type").GetString()!;
    }
}
