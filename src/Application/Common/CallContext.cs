namespace Pinnokio.Application.Common;

/// <summary>Who calls, and under which trace.</summary>
public interface ICurrentCaller
{
    string? UserId { get; }

    string TraceId { get; }

    string Method { get; }
}

/// <summary>What is known of the effect of a write when its call ends.</summary>
public enum WriteOutcome
{
    NotApplied,
    Unknown,
    Applied,
}

/// <summary>The state of one call, shared by the entrance and the pipeline; one per scope.</summary>
public sealed class CallContext : ICurrentCaller
{
    public string Method { get; set; } = "";

    public string? UserId { get; set; }

    public string? SessionId { get; set; }

    public string TraceId { get; set; } = "";

    public string? IdempotencyKey { get; set; }

    /// <summary>JSON array of the positional arguments as received; empty when there are none.</summary>
    public ReadOnlyMemory<byte> Args { get; set; }

    /// <summary>JSON object of the keyword arguments as received; empty when there are none.</summary>
    public ReadOnlyMemory<byte> Kwargs { get; set; }

    public WriteOutcome Outcome { get; set; }

    /// <summary>The answer is the stored one of an earlier call with the same key.</summary>
    public bool Replayed { get; set; }

    /// <summary>The pipeline has logged how the call failed; a fault from outside of it is the entrance's to log.</summary>
    public bool FaultIsLogged { get; set; }
}
