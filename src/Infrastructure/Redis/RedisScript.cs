using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace Pinnokio.Infrastructure.Redis;

/// <summary>A Lua script, asked for by its hash and sent whole when the server does not know it (any more). It may touch the keys of one slot only.</summary>
internal sealed class RedisScript(string text)
{
    // The hash is the server's name for the script and protects nothing.
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "EVALSHA asks for SHA-1.")]
    private readonly byte[] _hash = SHA1.HashData(Encoding.UTF8.GetBytes(text));

    public async Task<RedisResult> RunAsync(IDatabase database, RedisKey[] keys, RedisValue[] values)
    {
        try
        {
            return await database.ScriptEvaluateAsync(_hash, keys, values);
        }
        catch (RedisServerException refusal) when (refusal.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            // Not the client's own call with a text: that trusts its memory of what the server knows.
            object[] arguments = [text, keys.Length, .. keys.Cast<object>(), .. values.Cast<object>()];
            return await database.ExecuteAsync("EVAL", arguments);
        }
    }
}
