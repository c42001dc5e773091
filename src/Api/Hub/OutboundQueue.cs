using System.Buffers;

namespace Pinnokio.Api.Hub;

/// <summary>
/// Frames that wait for a socket, bounded in number and bytes. The frames are shared with other sockets and are not copied until they are
/// sent. Holds nothing while empty. Not safe for threads: its socket locks.
/// </summary>
internal sealed class OutboundQueue(HubOptions options)
{
    private const int MaxBatch = 32 * 1024;
    private const int ForControl = 32;
    private Queue<byte[]>? _frames;
    private int _bytes;

    public int Count => _frames?.Count ?? 0;

    /// <summary>False when it is full. Control frames, which nobody can read again, may still enter a little longer.</summary>
    public bool TryAdd(byte[] frame, bool control = false)
    {
        var allowance = control ? ForControl : 0;
        if (Count > 0 && (Count >= options.QueuedFrames + allowance || (!control && _bytes + frame.Length > options.QueuedBytes)))
        {
            return false;
        }

        (_frames ??= new Queue<byte[]>()).Enqueue(frame);
        _bytes += frame.Length;
        return true;
    }

    /// <summary>Takes what fits one write: a single frame as it is, several small ones copied into <paramref name="rented"/>, which the taker returns.</summary>
    public ReadOnlyMemory<byte> Take(out byte[]? rented, out int frames)
    {
        rented = null;
        frames = 0;
        if (_frames is null)
        {
            return default;
        }

        var first = Next();
        frames = 1;
        if (_frames is null || first.Length + _frames.Peek().Length > MaxBatch)
        {
            return first;
        }

        rented = ArrayPool<byte>.Shared.Rent(MaxBatch);
        first.CopyTo(rented, 0);
        var length = first.Length;
        while (_frames is not null && length + _frames.Peek().Length <= MaxBatch)
        {
            var next = Next();
            next.CopyTo(rented, length);
            length += next.Length;
            frames++;
        }

        return rented.AsMemory(0, length);
    }

    public void Clear()
    {
        _frames = null;
        _bytes = 0;
    }

    private byte[] Next()
    {
        var frame = _frames!.Dequeue();
        _bytes -= frame.Length;
        if (_frames.Count == 0)
        {
            _frames = null;
        }

        return frame;
    }
}
