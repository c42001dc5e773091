using System.Globalization;

namespace Pinnokio.Application.Events.Contracts;

/// <summary>
/// A place in a user's stream, <c>&lt;epoch&gt;-&lt;offset&gt;</c> on the wire and the entry's own id in Redis. The epoch is new whenever the stream is.
/// An offset is the entry's number shifted by <see cref="MarkBits"/> bits of chance: after a server came back with old data, the entry that a
/// reader saw and another one of the same number can be told apart.
/// </summary>
public readonly record struct StreamPosition(long Epoch, long Offset)
{
    public const int MarkBits = 20;

    /// <summary>Counts entries within the epoch without a hole: the next one has the next number.</summary>
    public long Number => Offset >> MarkBits;

    /// <summary>Whether this is the entry right behind another.</summary>
    public bool Follows(StreamPosition other) => Epoch == other.Epoch && Number == other.Number + 1;

    public static bool TryParse(string? text, out StreamPosition position)
    {
        position = default;
        var dash = text?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        if (
            dash < 1
            || !long.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            || !long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
        )
        {
            return false;
        }

        position = new StreamPosition(epoch, offset);
        return true;
    }

    /// <summary>Whether it stands behind another in the same stream.</summary>
    public bool IsAfter(StreamPosition other) => Epoch == other.Epoch && Offset > other.Offset;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}-{Offset}");
}
