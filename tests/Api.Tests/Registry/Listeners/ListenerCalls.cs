using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Registry.Listeners;

/// <summary>Calls about one chat listener of a user.</summary>
internal static class ListenerCalls
{
    public static Task<RpcReply> ListenerAsync(this PinnokioApp app, string method, string userId, string? thread = "t1") =>
        app.RpcAsync(
            $"REGISTRY.{method}",
            new
            {
                user_id = userId,
                listener_type = "chat",
                space_code = "s1",
                thread_key = thread,
            }
        );

    public static Task<RpcReply> ListenersAsync(this PinnokioApp app, string method, string userId) =>
        app.RpcAsync($"REGISTRY.{method}", new { user_id = userId });
}
