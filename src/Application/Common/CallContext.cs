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
    private const int Running = 0;
    private const int Committing = 1;
    private const int Abandoned = 2;
    private int _stage;

    public string Method { get; set; } = "";

    /// <summary>Who acts: the user of the envelope, or else the one whom the request names (<see cref="IUserScoped"/>).</summary>
    public string? UserId { get; set; }

    public string TraceId { get; set; } = "";

    public string? IdempotencyKey { get; set; }

    /// <summary>JSON array of the positional arguments as received; empty when there are none.</summary>
    public ReadOnlyMemory<byte> Args { get; set; }

    /// <summary>JSON object of the keyword arguments as received; empty when there are none.</summary>
    public ReadOnlyMemory<byte> Kwargs { get; set; }

    /// <summary>What the caller is ready to wait for.</summary>
    public TimeSpan Timeout { get; set; }

    /// <summary>When that time began to run, as a timestamp of the clock.</summary>
    public long Began { get; set; }

    /// <summary>What is left of the caller's time; infinite outside of a call.</summary>
    public TimeSpan TimeLeft(TimeProvider clock)
    {
        if (Timeout == TimeSpan.Zero)
        {
            return System.Threading.Timeout.InfiniteTimeSpan;
        }

        var left = Timeout - clock.GetElapsedTime(Began);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    public WriteOutcome Outcome { get; set; }

    /// <summary>The answer is the stored one of an earlier call with the same key.</summary>
    public bool Replayed { get; set; }

    /// <summary>The pipeline has logged how the call failed; a fault from outside of it is the entrance's to log.</summary>
    public bool FaultIsLogged { get; set; }

    /// <summary>The write may take effect from here on; refused when the caller was already told that it has none.</summary>
    public void EnterCommit()
    {
        if (Interlocked.CompareExchange(ref _stage, Committing, Running) == Abandoned)
        {
            throw new OperationCanceledException();
        }

        Outcome = WriteOutcome.Unknown;
    }

    /// <summary>Nobody waits for the call any more; says what is known of its effect, and sees to it that this stays true.</summary>
    public WriteOutcome Abandon()
    {
        if (Outcome == WriteOutcome.Applied)
        {
            return WriteOutcome.Applied;
        }

        var stage = Interlocked.CompareExchange(ref _stage, Abandoned, Running);
        return stage == Committing ? WriteOutcome.Unknown : WriteOutcome.NotApplied;
    }
}
