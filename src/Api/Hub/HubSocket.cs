using System.Collections.Immutable;
using Pinnokio.Application.Events.Contracts;
using Pinnokio.Application.Registry.Contracts;

namespace Pinnokio.Api.Hub;

/// <summary>
/// One client's connection. Whoever has something for it puts it into its queue and goes on; one writer, which runs only while there is
/// something to send, empties the queue. A socket whose queue runs over reads the stream at its own pace, and is closed when that takes
/// too long.
/// </summary>
internal sealed partial class HubSocket(
    HubCaller caller,
    UserFeed feed,
    HubOptions options,
    HubMetrics metrics,
    TimeProvider clock,
    ILogger log
) : IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private readonly OutboundQueue _queue = new(options);
    private ImmutableArray<string> _chats = caller.ChatChannel is { } chat ? [chat] : [];
    private HubTransport? _transport;
    private ISocketSession? _session;
    private StreamPosition _position; // of the last event that was queued or is none of its business
    private StreamPosition? _joinedAt;
    private bool _behind;
    private long _behindSince;
    private int _closeCode;
    private long _closingSince;

    public HubCaller Caller => caller;

    /// <summary>The code that it was closed with, by whichever side; <see cref="HubCloseCodes.ConnectionLost"/> without one.</summary>
    public int CloseCode => _closeCode;

    public long Sent { get; private set; }

    public long Received { get; private set; }

    /// <summary>Serves the connection to its end.</summary>
    public async Task RunAsync(HubTransport transport, ISocketSession session)
    {
        (_transport, _session) = (transport, session);
        _pingedAt = clock.GetTimestamp();
        transport.NarrowSendBuffer();
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        try
        {
            await ReceiveAsync(transport);
        }
        finally
        {
            feed.Detach(this);
            await EndAsync(transport);
        }
    }

    /// <summary>From here on it hears what comes after a position; called by the feed.</summary>
    public void HearFrom(StreamPosition position)
    {
        lock (_gate)
        {
            _position = position;
            _joinedAt ??= position;
            _behind = false;
        }
    }

    /// <summary>An event, in the order of the stream; called by the feed.</summary>
    public void OnEvent(byte[] frame, string channel, StreamPosition position)
    {
        lock (_gate)
        {
            if (_behind || _closeCode != 0)
            {
                return;
            }

            if (Wants(channel))
            {
                if (!TryQueue(frame))
                {
                    _behind = true;
                    _behindSince = _behindSince == 0 ? clock.GetTimestamp() : _behindSince;
                    return;
                }

                metrics.Delivered(1);
            }

            _position = position;
        }
    }

    /// <summary>Something is missing before a position; called by the feed.</summary>
    public void OnGap(byte[] frame, StreamPosition position)
    {
        lock (_gate)
        {
            _position = _behind ? _position : position; // who is behind reads on from its own place, and finds out there
            Tell(frame);
        }
    }

    /// <summary>Says farewell with a code. What was queued is let go: the client can read it again.</summary>
    public void Close(int code)
    {
        lock (_gate)
        {
            if (_closeCode == 0)
            {
                Part(code);
            }
        }
    }

    private bool Wants(string channel) =>
        !channel.StartsWith(EventChannels.ChatPrefix, StringComparison.Ordinal) || _chats.Contains(channel);

    /// <summary>Queues a frame of the hub's own. Under the lock.</summary>
    private void Tell(byte[] frame)
    {
        if (_closeCode == 0 && !TryQueue(frame, control: true))
        {
            Part(HubCloseCodes.SlowConsumer);
        }
    }

    /// <summary>Puts a close frame in the place of all that was queued. Under the lock.</summary>
    private void Part(int code, byte[]? frame = null)
    {
        _closeCode = code;
        _closingSince = clock.GetTimestamp();
        _behind = false;
        DropQueue();
        TryQueue(frame ?? WireFrames.Close(code, HubCloseCodes.ReasonOf(code)), control: true);
        if (code == HubCloseCodes.SlowConsumer)
        {
            _transport?.WidenSendBuffer();
        }
    }

    private bool TryQueue(byte[] frame, bool control = false)
    {
        if (!_queue.TryAdd(frame, control))
        {
            return false;
        }

        metrics.Queued(1);
        if (!_writing)
        {
            _writing = true;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return true;
    }

    private void DropQueue()
    {
        metrics.Dropped(_queue.Count);
        metrics.Queued(-_queue.Count);
        _queue.Clear();
    }

    /// <summary>Lets a farewell out, for as long as closing may take, and leaves no write behind that could touch the connection later.</summary>
    private async Task EndAsync(HubTransport transport)
    {
        Task? farewell = null;
        lock (_gate)
        {
            if (_closeCode == 0)
            {
                _closeCode = HubCloseCodes.ConnectionLost;
                DropQueue();
            }
            else if (_writing)
            {
                farewell = (_settled = NewSignal()).Task;
            }
        }

        if (farewell is not null)
        {
            await farewell;
        }

        Task? write = null;
        lock (_gate)
        {
            _ended = true;
            DropQueue();
            if (_sendingSince != 0)
            {
                write = (_settled = NewSignal()).Task;
            }
        }

        if (write is not null)
        {
            transport.Abort();
            await write;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
