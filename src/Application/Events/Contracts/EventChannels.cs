namespace Pinnokio.Application.Events.Contracts;

/// <summary>The channels of a user; <c>LISTENERS_CHANNEL_PREFIX</c> sets the prefix of the first, <c>user:</c> by default.</summary>
public sealed record EventChannels(string UserPrefix)
{
    public const string DefaultUserPrefix = "user:";
    public const string MessagesPrefix = "msg:";
    public const string ChatPrefix = "chat:";

    public string User(string userId) => UserPrefix + userId;

    public static string Messages(string userId) => MessagesPrefix + userId;

    public static string Chat(string userId, string spaceCode, string threadKey) => $"{ChatPrefix}{userId}:{spaceCode}:{threadKey}";

    /// <summary>Whose channel it is; null when it is none of these.</summary>
    public string? UserOf(string channel)
    {
        var rest =
            channel.StartsWith(UserPrefix, StringComparison.Ordinal) ? channel[UserPrefix.Length..]
            : channel.StartsWith(MessagesPrefix, StringComparison.Ordinal) ? channel[MessagesPrefix.Length..]
            : null;
        if (rest is null && channel.StartsWith(ChatPrefix, StringComparison.Ordinal))
        {
            var parts = channel[ChatPrefix.Length..].Split(':');
            return parts.Length == 3 && parts.All(part => part.Length > 0) ? parts[0] : null;
        }

        return rest is { Length: > 0 } && !rest.Contains(':', StringComparison.Ordinal) ? rest : null;
    }
}
