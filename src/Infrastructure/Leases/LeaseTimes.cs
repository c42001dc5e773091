namespace Pinnokio.Infrastructure.Leases;

/// <summary>
/// How long a lease lives after its last renewal. Its holder gives up <see cref="Margin"/> earlier, by its own clock and counted from before
/// the renewal was sent, so that it has stopped when another can begin.
/// </summary>
internal sealed record LeaseTimes
{
    public TimeSpan Life { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan RenewEvery { get; init; } = TimeSpan.FromSeconds(3);

    public TimeSpan RetryEvery { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan Margin { get; init; } = TimeSpan.FromSeconds(1.5);

    public TimeSpan Held => Life - Margin;
}
