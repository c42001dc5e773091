using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Leases;

namespace Pinnokio.Infrastructure.Redis;

/// <summary>One held lease: renewed until it is given back, taken, or not renewed in time.</summary>
internal sealed class RedisLease : ILease
{
    private readonly string _name;
    private readonly string _owner;
    private readonly RedisLeaseScripts _scripts;
    private readonly LeaseTimes _times;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _lost;
    private Task _renewals = Task.CompletedTask;
    private int _disposed;

    public RedisLease(string name, string owner, long fence, RedisLeaseScripts scripts, LeaseTimes times, TimeProvider clock)
    {
        _name = name;
        _owner = owner;
        _scripts = scripts;
        _times = times;
        _clock = clock;
        _lost = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        Fence = fence;
        Lost = _lost.Token;
    }

    public long Fence { get; }

    public CancellationToken Lost { get; }

    /// <param name="sent">When the server was asked, as the clock's timestamp.</param>
    /// <param name="ended">Told whether it was given back.</param>
    public void Start(long sent, Action<bool> ended)
    {
        Extend(sent);
        _renewals = RenewAsync(ended);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _lost.CancelAsync();
        await _renewals;
        try
        {
            await _scripts.GiveBackAsync(_name, _owner, CancellationToken.None);
        }
        catch (AppException)
        {
            // It ends by itself.
        }

        _lost.Dispose();
    }

    private async Task RenewAsync(Action<bool> ended)
    {
        try
        {
            var pause = _times.RenewEvery;
            while (true)
            {
                await Task.Delay(pause, _clock, Lost);
                pause = await TryRenewAsync();
            }
        }
        catch (OperationCanceledException)
        {
            ended(Volatile.Read(ref _disposed) != 0);
        }
    }

    private async Task<TimeSpan> TryRenewAsync()
    {
        var sent = _clock.GetTimestamp();
        try
        {
            if (await _scripts.RenewAsync(_name, _owner, Fence, Lost))
            {
                Extend(sent);
            }
            else
            {
                await _lost.CancelAsync();
            }

            return _times.RenewEvery;
        }
        catch (AppException fault) when (fault.Error.Kind == ErrorKind.Unavailable)
        {
            return _times.RetryEvery;
        }
    }

    /// <summary>Counts from before the server was asked, so that the server's own count ends later.</summary>
    private void Extend(long sent)
    {
        var left = _times.Held - _clock.GetElapsedTime(sent);
        _lost.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }
}
