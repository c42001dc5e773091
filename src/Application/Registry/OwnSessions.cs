using Pinnokio.Application.Common;

namespace Pinnokio.Application.Registry;

/// <summary>The rule of <see cref="IUserOwned"/> where a call names a session and not its user.</summary>
internal static class OwnSessions
{
    public static async Task RequireOwnAsync(
        this IPresenceReader presence,
        string sessionId,
        AccessOptions access,
        ICurrentCaller caller,
        CancellationToken ct
    )
    {
        if (access.MembersOnly && caller.UserId is { } user && await presence.UserOfAsync(sessionId, ct) is { } owner)
        {
            access.RequireOwn(user, owner);
        }
    }
}
