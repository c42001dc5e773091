namespace Pinnokio.Domain.Hr;

/// <summary>A way of being paid (reference row); the codes are those of the seed, named here because rules speak of them.</summary>
public sealed class RemunerationType : ReferenceCode
{
    public const string Monthly = "monthly";
    public const string Hourly = "hourly";
    public const string Lesson = "lesson";
    public const string Daily = "daily";
    public const string Piece = "piece";
    public const string Commission = "commission";
    public const string Premium = "premium";
    public const string Cachet = "cachet";
    public const string Flat = "flat";
}
