using System.Buffers;
using Pinnokio.Api.Rpc;
using Pinnokio.Application.Events.Contracts;

namespace Pinnokio.Api.Hub;

internal sealed partial class HubSocket
{
    private const int HistoryBatch = 32 * 1024;
    private bool _writing = true; // the greeting comes before everything else
    private bool _greeted;
    private bool _ended;
    private long _sendingSince;
    private TaskCompletionSource? _settled;

    private enum Step
    {
        Rest,
        Send,
        CatchUp,
    }

    /// <summary>The writer. The thread pool runs it when there is something to send.</summary>
    public void Execute() => _ = WriteAsync();

    private async Task WriteAsync()
    {
        try
        {
            if (!_greeted)
            {
                _greeted = true;
                await GreetAsync();
            }

            while (true)
            {
                switch (NextStep(out var batch, out var rented, out var isFarewell))
                {
                    case Step.Rest:
                        return;
                    case Step.CatchUp:
                        await CatchUpAsync();
                        break;
                    default:
                        await SendBatchAsync(batch, rented, isFarewell);
                        break;
                }
            }
        }
        catch (Exception fault)
        {
            Break(fault);
        }
    }

    private Step NextStep(out ReadOnlyMemory<byte> batch, out byte[]? rented, out bool isFarewell)
    {
        lock (_gate)
        {
            batch = _queue.Take(out rented, out var frames);
            isFarewell = _closeCode != 0 && _queue.Count == 0;
            metrics.Queued(-frames);
            Sent += frames;
            if (frames > 0)
            {
                return Step.Send;
            }

            if (_behind)
            {
                return Step.CatchUp;
            }

            _writing = false;
            _behindSince = 0;
            _settled?.TrySetResult();
            return Step.Rest;
        }
    }

    private async Task SendBatchAsync(ReadOnlyMemory<byte> batch, byte[]? rented, bool isFarewell)
    {
        try
        {
            await SendAsync(batch);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }

        if (isFarewell)
        {
            FarewellSent();
        }

        PingSent();
    }

    private async Task SendAsync(ReadOnlyMemory<byte> frames)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            _sendingSince = clock.GetTimestamp();
        }

        try
        {
            // Not cancelled but aborted with the connection: half a frame would be the end of it anyway.
            await _transport!.Stream.WriteAsync(frames, CancellationToken.None);
        }
        finally
        {
            lock (_gate)
            {
                _sendingSince = 0;
                if (_ended)
                {
                    _settled?.TrySetResult();
                }
            }
        }
    }

    private async Task GreetAsync()
    {
        var start = _joinedAt!.Value;
        await SendAsync(HubFrames.Hello(caller, start, options));
        if (caller.Last is not null)
        {
            await ResumeAsync(start);
        }

        await SendAsync(HubFrames.Ready(start));
    }

    private async Task ResumeAsync(StreamPosition start)
    {
        var history = StreamPosition.TryParse(caller.Last, out var last)
            ? await feed.HistoryAsync(last, start)
            : new StreamRead(StreamGap.UnknownPosition, [], start);
        if (history.Gap != StreamGap.None)
        {
            metrics.Gap(history.Gap);
            await SendAsync(HubFrames.NotRecovered(history.Gap, start));
            return;
        }

        var frames = FramesOf(history);
        await SendAsync(HubFrames.Recovered(frames.Length));
        await SendAllAsync(frames);
    }

    /// <summary>Reads from the stream what the queue had no room for. What happens meanwhile is queued behind it.</summary>
    private async Task CatchUpAsync()
    {
        var from = _position; // stands still while it is behind
        var until = feed.Rejoin(this);
        var history = await feed.HistoryAsync(from, until);
        if (history.Gap != StreamGap.None)
        {
            metrics.Gap(history.Gap);
            await SendAsync(HubFrames.Gap(history.Gap, until));
            return;
        }

        await SendAllAsync(FramesOf(history));
    }

    private byte[][] FramesOf(StreamRead history) =>
        [.. history.Entries.Where(entry => Wants(entry.Channel)).Select(HubFrames.Event).OfType<byte[]>()];

    private async Task SendAllAsync(byte[][] frames)
    {
        metrics.Delivered(frames.Length);
        Sent += frames.Length;
        using var batch = new PooledBuffer(HistoryBatch);
        foreach (var frame in frames)
        {
            if (_closeCode != 0)
            {
                return; // the farewell is next, the rest is read again on reconnecting
            }

            if (batch.Length > 0 && batch.Length + frame.Length > HistoryBatch)
            {
                await SendAsync(batch.Written);
                batch.Reset();
            }

            batch.Write(frame);
        }

        if (batch.Length > 0)
        {
            await SendAsync(batch.Written);
        }
    }

    private void Break(Exception fault)
    {
        lock (_gate)
        {
            if (!_ended && fault is not (IOException or OperationCanceledException))
            {
                Broke(fault);
            }

            _closeCode = _closeCode == 0 ? HubCloseCodes.ConnectionLost : _closeCode;
            DropQueue();
            _settled?.TrySetResult();
        }

        _transport!.Abort();
    }

    [LoggerMessage(210, LogLevel.Error, "the writer of a socket failed")]
    private partial void Broke(Exception fault);
}
