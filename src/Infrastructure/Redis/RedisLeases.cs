using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Leases;

namespace Pinnokio.Infrastructure.Redis;

/// <summary>Leases over all replicas, kept in Redis.</summary>
internal sealed partial class RedisLeases(RedisLeaseScripts scripts, LeaseTimes times, TimeProvider clock, ILogger<RedisLeases> log)
    : ILeases,
        ILeaseCount
{
    private const int OwnerBytes = 16;
    private readonly ConcurrentDictionary<RedisLease, bool> _held = new();

    public int Held => _held.Count;

    public async Task<ILease?> TryAcquireAsync(string name, CancellationToken ct)
    {
        var owner = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(OwnerBytes));
        var sent = clock.GetTimestamp();
        long? fence;
        try
        {
            fence = await scripts.AcquireAsync(name, owner, ct);
        }
        catch (AppException fault) when (fault.Error.Kind == ErrorKind.Unavailable)
        {
            return null; // should it have been granted unheard, it ends by itself
        }

        return fence is { } granted ? Hold(new RedisLease(name, owner, granted, scripts, times, clock), name, sent) : null;
    }

    private RedisLease Hold(RedisLease lease, string name, long sent)
    {
        _held[lease] = true;
        lease.Start(
            sent,
            wasGivenBack =>
            {
                _held.TryRemove(lease, out _);
                if (!wasGivenBack)
                {
                    LogLost(name, lease.Fence);
                }
            }
        );
        return lease;
    }

    [LoggerMessage(60, LogLevel.Warning, "lease lost: {Name}, fence {Fence}")]
    private partial void LogLost(string name, long fence);
}
