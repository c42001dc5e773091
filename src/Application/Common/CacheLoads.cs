using System.Collections.Concurrent;

namespace Pinnokio.Application.Common;

/// <summary>Bounds the loads that run for the cache, and lets calls for the same entry and version share one.</summary>
public sealed class CacheLoads : IDisposable
{
    private const int MaxParallel = 64;
    private readonly SemaphoreSlim _slots = new(MaxParallel, MaxParallel);
    private readonly ConcurrentDictionary<(string Key, string Version), TaskCompletionSource<object?>> _flights = new();

    /// <summary>Runs the load in one of the slots.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> load, CancellationToken ct)
    {
        await _slots.WaitAsync(ct);
        try
        {
            return await load();
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Joins the load that is under way for this entry and version, or leads it. A leader that fails leaves the next caller to lead.</summary>
    public async Task<T> ShareAsync<T>((string Key, string Version) flight, Func<Task<T>> load, CancellationToken ct)
        where T : class
    {
        while (true)
        {
            var mine = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
            var current = _flights.GetOrAdd(flight, mine);
            if (current != mine)
            {
                if (await current.Task.WaitAsync(ct) is T shared)
                {
                    return shared;
                }

                continue;
            }

            T? loaded = null;
            try
            {
                return loaded = await RunAsync(load, ct);
            }
            finally
            {
                _flights.TryRemove(flight, out _);
                mine.SetResult(loaded);
            }
        }
    }

    public void Dispose() => _slots.Dispose();
}
