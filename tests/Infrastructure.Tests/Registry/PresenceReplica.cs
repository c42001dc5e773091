using Microsoft.Extensions.Logging.Abstractions;
using Pinnokio.Application.Common;
using Pinnokio.Application.Events.Contracts;
using Pinnokio.Infrastructure.Registry;

namespace Pinnokio.Infrastructure.Tests.Registry;

/// <summary>What one replica has of the registry, running.</summary>
internal sealed class PresenceReplica : IAsyncDisposable
{
    private readonly PresenceUpkeep _upkeep;
    private readonly PresenceSweeper _sweeper;
    private readonly IAsyncDisposable? _owned;

    private PresenceReplica(
        IPresenceStore store,
        ILeases leases,
        RecordingBus bus,
        PresenceTimes times,
        TimeProvider clock,
        IAsyncDisposable? owned
    )
    {
        _owned = owned;
        var known = new KnownSessions(times, clock);
        var edges = new PresenceEdges(store, bus, new EventChannels(EventChannels.DefaultUserPrefix));
        _upkeep = new PresenceUpkeep(store, edges, known, times, clock, NullLogger<PresenceUpkeep>.Instance);
        _sweeper = new PresenceSweeper(store, edges, leases, times, clock, NullLogger<PresenceSweeper>.Instance);
        Sessions = new SessionRegistry(store, edges, known);
        Sockets = new SocketSessions(known, _upkeep);
        Reader = new PresenceReader(store);
    }

    public SessionRegistry Sessions { get; }

    public SocketSessions Sockets { get; }

    public PresenceReader Reader { get; }

    /// <param name="owned">Ends with the replica, such as its connection.</param>
    public static async Task<PresenceReplica> StartAsync(
        IPresenceStore store,
        ILeases leases,
        RecordingBus bus,
        PresenceTimes times,
        TimeProvider clock,
        IAsyncDisposable? owned = null
    )
    {
        var replica = new PresenceReplica(store, leases, bus, times, clock, owned);
        await replica._upkeep.StartAsync(CancellationToken.None);
        await replica._sweeper.StartAsync(CancellationToken.None);
        return replica;
    }

    /// <summary>Ends it in order; what its sockets were is told only if they were closed before.</summary>
    public async ValueTask DisposeAsync()
    {
        await _sweeper.StopAsync(CancellationToken.None);
        await _upkeep.StopAsync(CancellationToken.None);
        _sweeper.Dispose();
        _upkeep.Dispose();
        if (_owned is not null)
        {
            await _owned.DisposeAsync();
        }
    }
}
