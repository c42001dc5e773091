using System.Collections.Immutable;
using Pinnokio.Application.Common;
using Pinnokio.Application.Events.Contracts;

namespace Pinnokio.Api.Hub;

/// <summary>
/// Follows one user's stream once for all sockets of the user on this replica. What is live is passed on when it is the next entry;
/// otherwise the stream, which is the truth, is read from the last position. What the stream no longer has is announced as a gap.
/// </summary>
internal sealed partial class UserFeed(string userId, IEventBus bus, HubMetrics metrics, TimeProvider clock, ILogger log)
    : IStreamListener,
        IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private ImmutableArray<HubSocket> _sockets = [];
    private IAsyncDisposable? _following;
    private Task? _starting;
    private StreamPosition _position;
    private bool _started;

    public string UserId => userId;

    /// <summary>Cancelled when no socket is left.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>Once, whoever asks.</summary>
    public Task StartAsync() => _starting ??= FollowAsync();

    /// <summary>Adds a socket, which hears everything from now on; false when the user has enough of them.</summary>
    public bool TryAttach(HubSocket socket, int most)
    {
        lock (_gate)
        {
            if (_sockets.Length >= most)
            {
                return false;
            }

            _sockets = _sockets.Add(socket);
            socket.HearFrom(_position);
            return true;
        }
    }

    /// <summary>Has a socket that fell behind hear again what comes after the position returned.</summary>
    public StreamPosition Rejoin(HubSocket socket)
    {
        lock (_gate)
        {
            socket.HearFrom(_position);
            return _position;
        }
    }

    public void Detach(HubSocket socket)
    {
        lock (_gate)
        {
            _sockets = _sockets.Remove(socket);
        }
    }

    public void OnEntry(StreamEntry entry)
    {
        lock (_gate)
        {
            if (!_started)
            {
                _readAgain = true;
            }
            else if (entry.Position.Follows(_position))
            {
                Pass(entry);
            }
            else if (entry.Position.Epoch != _position.Epoch || IsNews(entry.Position))
            {
                Read();
            }
        }
    }

    public void OnInterrupted()
    {
        lock (_gate)
        {
            if (_started)
            {
                Read();
            }
            else
            {
                _readAgain = true;
            }
        }
    }

    public void OnBridgeHole()
    {
        lock (_gate)
        {
            if (_started)
            {
                Announce(StreamGap.BridgeHole);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await (_starting ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_following is { } following)
        {
            await following.DisposeAsync();
        }
    }

    /// <summary>Follows first and takes the tail then, so that nothing lies between.</summary>
    private async Task FollowAsync()
    {
        _following = await bus.FollowAsync(userId, this, _stop.Token);
        var tail = await bus.TailAsync(userId, _stop.Token);
        lock (_gate)
        {
            _position = tail;
            _started = true;
            if (_readAgain)
            {
                Read();
            }
        }
    }

    /// <summary>Ahead of us, or another entry of the same number: then the server came back with old data.</summary>
    private bool IsNews(StreamPosition position) =>
        position.Number > _position.Number || (position.Number == _position.Number && position.Offset != _position.Offset);

    private void Pass(StreamEntry entry)
    {
        _position = entry.Position;
        if (entry.IsMark)
        {
            return;
        }

        if (HubFrames.Event(entry) is not { } frame)
        {
            NotAnObject(entry.Position);
            return;
        }

        foreach (var socket in _sockets)
        {
            socket.OnEvent(frame, entry.Channel, entry.Position);
        }
    }

    private void Announce(StreamGap gap)
    {
        metrics.Gap(gap);
        var frame = HubFrames.Gap(gap, _position);
        foreach (var socket in _sockets)
        {
            socket.OnGap(frame, _position);
        }
    }

    [LoggerMessage(200, LogLevel.Error, "the event at {Position} is no JSON object and was not delivered")]
    private partial void NotAnObject(StreamPosition position);
}
