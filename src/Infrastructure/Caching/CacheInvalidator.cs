using System.Threading.Channels;
using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Caching;

/// <summary>Raises the tags of a committed write, and notes its row as applied; what could not be raised stays for the outbox.</summary>
internal sealed class CacheInvalidator(ICacheStore cache) : ICacheInvalidator
{
    private const int MostNoted = 10_000;

    // Rows that find no room are merely applied once more by the outbox.
    private readonly Channel<long> _applied = Channel.CreateBounded<long>(
        new BoundedChannelOptions(MostNoted) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );

    /// <summary>Rows that are applied and not yet marked.</summary>
    public ChannelReader<long> Applied => _applied.Reader;

    public async Task ApplyAsync(PendingInvalidation invalidation)
    {
        // No cancellation: the write is committed, and its caller must not read what it replaced.
        if (await cache.RaiseAsync(invalidation.Tags, CancellationToken.None))
        {
            _applied.Writer.TryWrite(invalidation.Id);
        }
    }
}
