namespace Pinnokio.Api.Hub;

/// <summary>The open sockets of this replica.</summary>
internal sealed class HubSockets
{
    private readonly Lock _gate = new();
    private readonly HashSet<HubSocket> _open = [];
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _draining;

    /// <summary>Whether no new socket is taken any more.</summary>
    public bool IsDraining => Volatile.Read(ref _draining);

    /// <summary>Completes when the last socket is gone after draining began.</summary>
    public Task Emptied => _empty.Task;

    public HubSocket[] Open
    {
        get
        {
            lock (_gate)
            {
                return [.. _open];
            }
        }
    }

    /// <summary>False while draining.</summary>
    public bool TryAdd(HubSocket socket)
    {
        lock (_gate)
        {
            return !_draining && _open.Add(socket);
        }
    }

    public void Remove(HubSocket socket)
    {
        lock (_gate)
        {
            _open.Remove(socket);
            CompleteWhenEmpty();
        }
    }

    public void BeginDraining()
    {
        lock (_gate)
        {
            _draining = true;
            CompleteWhenEmpty();
        }
    }

    private void CompleteWhenEmpty()
    {
        if (_draining && _open.Count == 0)
        {
            _empty.TrySetResult();
        }
    }
}
