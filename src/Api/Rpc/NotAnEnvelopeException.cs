namespace Pinnokio.Api.Rpc;

/// <summary>The body is not a call that could be answered in its own terms.</summary>
internal sealed class NotAnEnvelopeException(string message, string? field = null) : Exception(message)
{
    public string? Field { get; } = field;
}
