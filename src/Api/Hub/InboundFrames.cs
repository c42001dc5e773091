using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text.Unicode;
using Pinnokio.Api.Rpc;

namespace Pinnokio.Api.Hub;

/// <summary>What a client sent. <c>Fault</c> is a close code when it broke a rule.</summary>
internal readonly record struct Inbound(Opcode Opcode, ReadOnlyMemory<byte> Payload, int Fault = 0)
{
    public static Inbound Broken(int code) => new(Opcode.Close, default, code);
}

/// <summary>
/// Reads a client's frames as RFC 6455 has them: masked, control frames whole and small, text in fragments or whole. Memory is rented only
/// while bytes are there, and only up to the limit of one message.
/// </summary>
internal sealed class InboundFrames(PipeReader input, HubOptions options, TimeProvider clock) : IDisposable
{
    private const int MaxFragments = 128;
    private PooledBuffer? _message;
    private bool _inFragments;
    private int _fragments;
    private double _allowance = options.FramesPerSecond;
    private long _allowedAt = clock.GetTimestamp();

    /// <summary>The next whole message or control frame, valid until the next call; null when the connection ended or reading was cancelled.</summary>
    public async ValueTask<Inbound?> NextAsync()
    {
        while (true)
        {
            var read = await input.ReadAsync();
            var buffer = read.Buffer;
            if (read.IsCanceled)
            {
                input.AdvanceTo(buffer.Start);
                return null;
            }

            var start = buffer.Start;
            var complete = TryReadFrame(ref buffer, out var inbound);
            input.AdvanceTo(buffer.Start, complete ? buffer.Start : read.Buffer.End);
            if (inbound is not null)
            {
                return inbound;
            }

            if (read.IsCompleted && !complete)
            {
                return null;
            }
        }
    }

    /// <summary>Lets what is still sent run dry, so that the peer gets to read why it was closed.</summary>
    public async Task DiscardAsync()
    {
        Dispose();
        while (true)
        {
            var read = await input.ReadAsync();
            input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted || read.IsCanceled)
            {
                return;
            }
        }
    }

    public void Dispose()
    {
        _message?.Dispose();
        _message = null;
    }

    /// <summary>True when a frame was taken off the buffer; it may be a fragment, with nothing to tell yet.</summary>
    private bool TryReadFrame(ref ReadOnlySequence<byte> buffer, out Inbound? inbound)
    {
        inbound = null;
        if (!_inFragments)
        {
            Dispose();
        }

        if (!Head.TryRead(buffer, out var head))
        {
            return false;
        }

        var fault = FaultOf(head);
        if (fault == 0 && buffer.Length < head.Size + head.Length)
        {
            return false;
        }

        if (fault != 0 || !WithinRate())
        {
            inbound = Inbound.Broken(fault != 0 ? fault : HubCloseCodes.TooManyFrames);
            buffer = buffer.Slice(buffer.End);
            return true;
        }

        var payload = buffer.Slice(head.Size, head.Length);
        buffer = buffer.Slice(head.Size + head.Length);
        inbound = head.Opcode >= Opcode.Close ? Control(head, payload) : Data(head, payload);
        return true;
    }

    private int FaultOf(Head head)
    {
        if (!head.IsSound || (head.Opcode == Opcode.Continuation) != _inFragments && head.Opcode < Opcode.Close)
        {
            return HubCloseCodes.BrokenProtocol;
        }

        if (head.Opcode == Opcode.Binary)
        {
            return HubCloseCodes.NotText;
        }

        var pending = _inFragments && head.Opcode == Opcode.Continuation ? _message?.Length ?? 0 : 0;
        return pending + head.Length > options.MaxMessageBytes || _fragments >= MaxFragments ? HubCloseCodes.TooLarge : 0;
    }

    private static Inbound Control(Head head, in ReadOnlySequence<byte> payload)
    {
        var bytes = payload.ToArray();
        Unmask(bytes, head.Mask);
        return head.Opcode == Opcode.Close && !IsSoundClose(bytes)
            ? Inbound.Broken(HubCloseCodes.BrokenProtocol)
            : new Inbound(head.Opcode, bytes);
    }

    private static bool IsSoundClose(ReadOnlySpan<byte> payload) =>
        payload.Length == 0
        || (
            payload.Length >= 2
            && BinaryPrimitives.ReadUInt16BigEndian(payload) is (>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999)
            && Utf8.IsValid(payload[2..])
        );

    private Inbound? Data(Head head, in ReadOnlySequence<byte> payload)
    {
        _message ??= new PooledBuffer(Math.Max((int)head.Length, 256));
        var target = _message.GetSpan((int)head.Length)[..(int)head.Length];
        payload.CopyTo(target);
        Unmask(target, head.Mask);
        _message.Advance(target.Length);
        _inFragments = !head.Final;
        _fragments = head.Final ? 0 : _fragments + 1;
        if (!head.Final)
        {
            return null;
        }

        return Utf8.IsValid(_message.Written.Span) ? new Inbound(Opcode.Text, _message.Written) : Inbound.Broken(HubCloseCodes.NotUtf8);
    }

    private bool WithinRate()
    {
        var now = clock.GetTimestamp();
        _allowance = Math.Min(
            options.FramesPerSecond,
            _allowance + (clock.GetElapsedTime(_allowedAt, now).TotalSeconds * options.FramesPerSecond)
        );
        _allowedAt = now;
        if (_allowance < 1)
        {
            return false;
        }

        _allowance--;
        return true;
    }

    private static void Unmask(Span<byte> bytes, uint mask)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= (byte)(mask >> (24 - (8 * (i & 3))));
        }
    }

    /// <summary>What stands before a frame's payload.</summary>
    private readonly record struct Head(byte Flags, Opcode Opcode, bool Masked, long Length, uint Mask, int Size)
    {
        public bool Final => (Flags & 0x80) != 0;

        public bool IsSound =>
            (Flags & 0x70) == 0
            && Masked
            && Opcode switch
            {
                Opcode.Continuation or Opcode.Text or Opcode.Binary => Length >= 0,
                Opcode.Close or Opcode.Ping or Opcode.Pong => Final && Length is >= 0 and <= WireFrames.MaxControlPayload,
                _ => false,
            };

        public static bool TryRead(in ReadOnlySequence<byte> buffer, out Head head)
        {
            head = default;
            var reader = new SequenceReader<byte>(buffer);
            if (!reader.TryRead(out var first) || !reader.TryRead(out var second))
            {
                return false;
            }

            long length = second & 0x7F;
            if (length == 126)
            {
                if (!reader.TryReadBigEndian(out short extended))
                {
                    return false;
                }

                length = (ushort)extended;
            }
            else if (length == 127 && !reader.TryReadBigEndian(out length))
            {
                return false;
            }

            var masked = (second & 0x80) != 0;
            var mask = 0;
            if (masked && !reader.TryReadBigEndian(out mask))
            {
                return false;
            }

            head = new Head((byte)(first & 0xF0), (Opcode)(first & 0x0F), masked, length, (uint)mask, (int)reader.Consumed);
            return true;
        }
    }
}
