using System.Threading.Channels;

namespace Pinnokio.Infrastructure.Jobs;

/// <summary>Says within this process that there may be something to deliver. Rung twice before anybody looks, it is heard once.</summary>
internal sealed class OutboxBell
{
    private readonly Channel<bool> _rung = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Ring() => _rung.Writer.TryWrite(true);

    public ValueTask<bool> NextAsync(CancellationToken ct) => _rung.Reader.ReadAsync(ct);
}
