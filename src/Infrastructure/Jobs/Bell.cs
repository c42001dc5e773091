using System.Threading.Channels;

namespace Pinnokio.Infrastructure.Jobs;

/// <summary>Says within this process that there may be work for a <typeparamref name="TListener"/>. Rung twice before it looks, it is heard once.</summary>
internal sealed class Bell<TListener>
{
    private readonly Channel<bool> _rung = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Ring() => _rung.Writer.TryWrite(true);

    public async Task NextAsync(CancellationToken ct) => await _rung.Reader.ReadAsync(ct);
}
