namespace Pinnokio.Infrastructure.Redis;

/// <summary>Names of what the event bus keeps in Redis.</summary>
internal static class RedisEventKeys
{
    /// <summary>A user's stream, and the channel on which the replicas are woken.</summary>
    public static string Stream(string userId) => $"events:{Plain(userId)}";

    /// <summary>Its hash tag is the stream's whole name, which puts it into the stream's slot.</summary>
    public static string EventId(string userId, string eventId) => $"{{{Stream(userId)}}}:id:{Plain(eventId)}";

    private static string Plain(string name) =>
        name.Length > 0 && !name.Any(c => c is ':' or '{' or '}' || char.IsControl(c))
            ? name
            : throw new ArgumentException("A name in a key has no colons, braces and control characters.", nameof(name));
}
