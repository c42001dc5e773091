namespace Pinnokio.Api.Rpc;

/// <summary>The body is not a call that could be answered in its own terms.</summary>
internal sealed class NotAnEnvelopeException(string message, string? field = null) : Exception(message)
{
    public string? Field { get; } = field;

    /// <summary>The caller's trace id, where the body was readable that far.</summary>
    public string? TraceId { get; set; }
}
