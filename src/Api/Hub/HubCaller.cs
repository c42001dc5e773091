using Pinnokio.Application.Common;
using Pinnokio.Application.Events.Contracts;

namespace Pinnokio.Api.Hub;

/// <summary>Who opens a socket, and what for. <c>Last</c> is as the client sent it; null when it did not ask to resume.</summary>
internal sealed record HubCaller(string UserId, string SessionId, string? Last, string? ChatChannel)
{
    /// <summary>The channel of a chat of this user; null when its parts cannot be parts of one.</summary>
    public string? Chat(string? spaceCode, string? threadKey) => ChatOf(UserId, spaceCode, threadKey);

    public static string? ChatOf(string userId, string? spaceCode, string? threadKey) =>
        spaceCode is not null && threadKey is not null && FieldRules.IsUserId(spaceCode) && FieldRules.IsUserId(threadKey)
            ? EventChannels.Chat(userId, spaceCode, threadKey)
            : null;
}
