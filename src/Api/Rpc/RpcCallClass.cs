namespace Pinnokio.Api.Rpc;

/// <summary>What a repeat of a call does.</summary>
internal enum RpcCallClass
{
    Read,
    Set,
    Create,
}

internal static class RpcCallClasses
{
    public static string RetryAdvice(this RpcCallClass callClass) =>
        callClass switch
        {
            RpcCallClass.Read => "Repeat at will.",
            RpcCallClass.Set => "Repeat at will: a repeat is executed again and leaves the same state.",
            _ => "Repeat with the same idempotency_key to get the first call's answer; without a key, a repeat acts again.",
        };
}
