using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Leases;

namespace Pinnokio.Infrastructure.InProcess;

/// <summary>Leases where there is one replica: never lost, only given back.</summary>
internal sealed class InProcessLeases(TimeProvider clock) : ILeases, ILeaseCount
{
    private readonly Dictionary<string, Lease> _held = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private long _fence;

    public int Held
    {
        get
        {
            lock (_lock)
            {
                return _held.Count;
            }
        }
    }

    public Task<ILease?> TryAcquireAsync(string name, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (_held.ContainsKey(name))
            {
                return Task.FromResult<ILease?>(null);
            }

            // What it protects may outlive the process, so the next one has to count on.
            _fence = Math.Max(_fence + 1, (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
            var lease = new Lease(this, name, _fence);
            _held.Add(name, lease);
            return Task.FromResult<ILease?>(lease);
        }
    }

    private void GiveBack(string name)
    {
        lock (_lock)
        {
            _held.Remove(name);
        }
    }

    private sealed class Lease(InProcessLeases leases, string name, long fence) : ILease
    {
        private readonly CancellationTokenSource _lost = new();
        private int _disposed;

        public long Fence => fence;

        public CancellationToken Lost => _lost.Token;

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
            {
                await _lost.CancelAsync();
                leases.GiveBack(name);
            }
        }
    }
}
