using System.Buffers.Binary;
using System.IO.Pipelines;

namespace Pinnokio.Api.Hub;

internal sealed partial class HubSocket
{
    private const int MostBadInARow = 10;
    private const int MostChats = 32;

    // No buffer while nothing arrives, a small one then.
    private static readonly StreamPipeReaderOptions s_reading = new(bufferSize: 4_096, minimumReadSize: 512, useZeroByteReads: true);
    private PipeReader? _input;
    private long _pingedAt;
    private bool _pingQueued;
    private long _pongDueSince;
    private bool _farewellSent;
    private int _badInARow;

    /// <summary>Looks after what takes too long; called about once a second.</summary>
    public void Look()
    {
        lock (_gate)
        {
            if (_closeCode != 0)
            {
                LookAtFarewell();
            }
            else if (IsOver(options.SendWithin, _sendingSince) || IsOver(options.CatchUpWithin, _behindSince))
            {
                Part(HubCloseCodes.SlowConsumer);
            }
            else if (IsOver(options.PongWithin, _pongDueSince))
            {
                Part(HubCloseCodes.NoPong);
            }
            else if (!_pingQueued && !_behind && IsOver(options.PingEvery, _pingedAt))
            {
                _pingQueued = true;
                _pingedAt = clock.GetTimestamp();
                Tell(HubFrames.Ping(_position));
            }
        }
    }

    private void LookAtFarewell()
    {
        if (!IsOver(options.CloseWithin, _closingSince))
        {
            return;
        }

        if (_farewellSent)
        {
            _input?.CancelPendingRead(); // the client does not answer it
        }
        else
        {
            _settled?.TrySetResult();
            _transport?.Abort();
        }
    }

    private async Task ReceiveAsync(HubTransport transport)
    {
        _input = PipeReader.Create(transport.Stream, s_reading);
        using var frames = new InboundFrames(_input, options, clock);
        try
        {
            while (await frames.NextAsync() is { } inbound)
            {
                Received++;
                if (inbound.Fault != 0)
                {
                    Close(inbound.Fault);
                    await frames.DiscardAsync();
                    return;
                }

                if (inbound.Opcode == Opcode.Close)
                {
                    OnClose(inbound.Payload.Span);
                    return;
                }

                On(inbound);
            }
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            // The connection was lost, or aborted by us.
        }
    }

    private void OnClose(ReadOnlySpan<byte> payload)
    {
        lock (_gate)
        {
            if (_closeCode == 0)
            {
                var code = payload.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(payload) : HubCloseCodes.ClosedByClient;
                Part(code, WireFrames.CloseEcho(payload));
            }
        }
    }

    private void On(Inbound inbound)
    {
        switch (inbound.Opcode)
        {
            case Opcode.Ping:
                Answer(WireFrames.Pong(inbound.Payload.Span));
                break;
            case Opcode.Pong:
                OnPong();
                break;
            default:
                On(ClientFrame.Parse(inbound.Payload));
                break;
        }
    }

    private void On(ClientFrame frame)
    {
        _badInARow = frame.Kind == ClientFrameKind.NotJson ? _badInARow + 1 : 0;
        switch (frame.Kind)
        {
            case ClientFrameKind.Pong:
                OnPong();
                break;
            case ClientFrameKind.Ping:
                Answer(HubFrames.Pong);
                break;
            case ClientFrameKind.LegacyPing:
                Answer(HubFrames.LegacyPong);
                break;
            case ClientFrameKind.Subscribe:
                Answer(Subscribe(frame));
                break;
            case ClientFrameKind.Unsubscribe:
                Answer(Unsubscribe(frame));
                break;
            case ClientFrameKind.NotJson when _badInARow >= MostBadInARow:
                Close(HubCloseCodes.NotJson);
                break;
            case ClientFrameKind.NotJson:
                Answer(HubFrames.Error("PARSE_ERROR", "A frame must be a JSON object."));
                break;
            default:
                Answer(HubFrames.Error("UNKNOWN_TYPE", "This frame is not known."));
                break;
        }
    }

    private byte[] Subscribe(ClientFrame frame)
    {
        if (caller.Chat(frame.SpaceCode, frame.ThreadKey) is not { } channel)
        {
            return HubFrames.BadChat;
        }

        if (_chats.Contains(channel))
        {
            return HubFrames.Subscribed(channel);
        }

        if (_chats.Length >= MostChats)
        {
            return HubFrames.Error("INVALID_ARGS", $"A socket may attach {MostChats} chats.");
        }

        _chats = _chats.Add(channel);
        return HubFrames.Subscribed(channel);
    }

    private byte[] Unsubscribe(ClientFrame frame)
    {
        if (caller.Chat(frame.SpaceCode, frame.ThreadKey) is not { } channel)
        {
            return HubFrames.BadChat;
        }

        _chats = _chats.Remove(channel);
        return HubFrames.Unsubscribed(channel);
    }

    private void Answer(byte[] frame)
    {
        lock (_gate)
        {
            Tell(frame);
        }
    }

    private void OnPong()
    {
        lock (_gate)
        {
            if (!_pingQueued && _pongDueSince == 0)
            {
                return; // the second answer to the same ping, or to none
            }

            _pingQueued = false;
            _pongDueSince = 0;
        }

        _session?.Seen();
    }

    /// <summary>The time for the pong runs from when the ping is on its way.</summary>
    private void PingSent()
    {
        lock (_gate)
        {
            if (_pingQueued && _queue.Count == 0)
            {
                _pingQueued = false;
                _pongDueSince = clock.GetTimestamp();
            }
        }
    }

    private void FarewellSent()
    {
        lock (_gate)
        {
            _farewellSent = true;
            if (_closeCode == HubCloseCodes.SlowConsumer)
            {
                _input?.CancelPendingRead(); // it would not answer
            }
        }
    }

    private bool IsOver(TimeSpan limit, long since) => since != 0 && clock.GetElapsedTime(since) >= limit;
}
