using Pinnokio.Application.Common;

namespace Pinnokio.Api.Protection;

/// <summary>
/// Bounds the calls that run at once, with a short queue before them. Only <c>/rpc</c> passes here: health, figures, callbacks and sockets are
/// never shed.
/// </summary>
internal sealed class CallGate(ProtectionOptions options, TimeProvider clock) : IDisposable
{
    public static AppError Overloaded { get; } =
        new("overloaded", ErrorKind.Overloaded, "The server has too many calls to take this one.") { RetryAfterMs = 500 };

    private readonly SemaphoreSlim _slots = new(options.Running, options.Running);
    private int _queued;

    public int Running => options.Running - _slots.CurrentCount;

    public int Queued => Volatile.Read(ref _queued);

    /// <summary>Takes a slot if one is free.</summary>
    public bool TryEnter() => _slots.Wait(TimeSpan.Zero);

    /// <summary>Waits in the queue for a slot; false when the queue is full, or the wait was in vain.</summary>
    public async Task<bool> EnterAsync(TimeSpan atMost, CancellationToken ct)
    {
        if (Interlocked.Increment(ref _queued) > options.Queued)
        {
            Interlocked.Decrement(ref _queued);
            return false;
        }

        using var patience = new CancellationTokenSource(atMost < options.LongestWait ? atMost : options.LongestWait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            await _slots.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            Interlocked.Decrement(ref _queued);
        }
    }

    public void Leave() => _slots.Release();

    public void Dispose() => _slots.Dispose();
}
