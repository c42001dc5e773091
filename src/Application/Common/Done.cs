namespace Pinnokio.Application.Common;

/// <summary>The answer of a write that has nothing else to tell.</summary>
public sealed record Done(bool Success)
{
    public static Done Yes { get; } = new(true);
}
