using Pinnokio.Application.Common;
using Pinnokio.Application.Events.Contracts;

namespace Pinnokio.Api.Hub;

internal sealed partial class UserFeed
{
    private const int Page = 200;
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMilliseconds(800);
    private bool _reading;
    private bool _readAgain;

    /// <summary>Everything after one position up to another, or why that is impossible. Waits while the store is away.</summary>
    public async Task<StreamRead> HistoryAsync(StreamPosition after, StreamPosition until)
    {
        List<StreamEntry> entries = [];
        var pause = s_firstPause;
        while (true)
        {
            try
            {
                var read = await bus.ReadAsync(userId, after, IEventBus.Kept, _stop.Token);
                if (read.Gap != StreamGap.None)
                {
                    return read;
                }

                var wanted = read.Entries.TakeWhile(entry => !entry.Position.IsAfter(until)).ToArray();
                entries.AddRange(wanted.Where(entry => !entry.IsMark));
                if (wanted.Length < IEventBus.Kept)
                {
                    return new StreamRead(StreamGap.None, entries, until);
                }

                after = wanted[^1].Position;
            }
            catch (AppException away) when (away.Error.Kind == ErrorKind.Unavailable)
            {
                await Task.Delay(pause, clock, _stop.Token);
                pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
            }
        }
    }

    /// <summary>Reads on from the position, once at a time. Under the lock.</summary>
    private void Read()
    {
        _readAgain = true;
        if (!_reading)
        {
            _reading = true;
            _ = Task.Run(ReadOnAsync);
        }
    }

    private async Task ReadOnAsync()
    {
        var pause = s_firstPause;
        while (true)
        {
            try
            {
                StreamPosition from;
                lock (_gate)
                {
                    from = _position;
                    _readAgain = false;
                }

                var read = await bus.ReadAsync(userId, from, Page, _stop.Token);
                pause = s_firstPause;
                if (Take(read))
                {
                    return;
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                if (fault is not AppException { Error.Kind: ErrorKind.Unavailable })
                {
                    NotRead(fault);
                }

                // Cancelled by the last socket's end: then the next turn of the loop ends it.
                await Task.Delay(pause, clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
            }
        }
    }

    /// <summary>True when nothing is left to read.</summary>
    private bool Take(StreamRead read)
    {
        lock (_gate)
        {
            if (read.Gap != StreamGap.None)
            {
                _position = read.Tail;
                Announce(read.Gap);
            }

            foreach (var entry in read.Entries.Where(entry => entry.Position.IsAfter(_position)))
            {
                Pass(entry);
            }

            _reading = _readAgain || read.Entries.Count >= Page;
            return !_reading;
        }
    }

    [LoggerMessage(201, LogLevel.Error, "a user's stream could not be read")]
    private partial void NotRead(Exception fault);
}
