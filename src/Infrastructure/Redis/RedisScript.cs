using StackExchange.Redis;

namespace Pinnokio.Infrastructure.Redis;

/// <summary>A Lua script; the client sends its hash once the server knows it. It may touch the keys of one slot only.</summary>
internal sealed class RedisScript(string text)
{
    public async Task<RedisResult> RunAsync(IDatabase database, RedisKey[] keys, RedisValue[] values)
    {
        try
        {
            return await database.ScriptEvaluateAsync(text, keys, values);
        }
        catch (RedisServerException fault) when (fault.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            // The server forgot it since; nothing ran, and the client knows now that it has to send the text.
            return await database.ScriptEvaluateAsync(text, keys, values);
        }
    }
}
