using System.Threading.Channels;

namespace Pinnokio.Infrastructure.Jobber.Embedded;

/// <summary>Says within this process that there may be a job, or room for one. Rung twice before anybody looks, it is heard once.</summary>
internal sealed class EmbeddedJobBell
{
    private readonly Channel<bool> _rung = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Ring() => _rung.Writer.TryWrite(true);

    public async Task NextAsync(CancellationToken ct) => await _rung.Reader.ReadAsync(ct);
}
