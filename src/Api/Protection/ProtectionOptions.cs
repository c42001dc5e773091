using Pinnokio.Application.Common;

namespace Pinnokio.Api.Protection;

/// <summary>So many calls per second over time, and so many at once after a pause.</summary>
internal sealed record CallRate(int PerSecond, int Burst);

/// <summary>How much the callers of <c>/rpc</c> may ask for.</summary>
internal sealed record ProtectionOptions
{
    public const string UserRateVariable = "RPC_RATE_PER_USER";
    public const string TokenRateVariable = "RPC_RATE_PER_TOKEN";
    public const string RunningVariable = "RPC_MAX_RUNNING";
    public const string QueuedVariable = "RPC_MAX_QUEUED";
    private const int MostPerSecond = 1_000_000;
    private const int MostCalls = 100_000;

    /// <summary>Null leaves users unlimited.</summary>
    public CallRate? PerUser { get; init; }

    /// <summary>Null leaves tokens unlimited.</summary>
    public CallRate? PerToken { get; init; }

    public int Running { get; init; } = 512;

    public int Queued { get; init; } = 512;

    /// <summary>How long a call waits for a slot: longer would add to an overload, not ease it.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMilliseconds(250);

    public static ProtectionOptions From(IConfiguration configuration)
    {
        var usual = new ProtectionOptions();
        return new ProtectionOptions
        {
            PerUser = Rate(configuration, UserRateVariable),
            PerToken = Rate(configuration, TokenRateVariable),
            Running = Number(configuration, RunningVariable, 1, usual.Running),
            Queued = Number(configuration, QueuedVariable, 0, usual.Queued),
        };
    }

    /// <summary><c>20</c>, or <c>20/100</c> with the burst; without one it is a second's worth.</summary>
    private static CallRate? Rate(IConfiguration configuration, string variable)
    {
        var text = configuration[variable];
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var parts = text.Split('/');
        return
            parts.Length <= 2
            && SettingValue.Number(parts[0], 1, MostPerSecond) is { } perSecond
            && SettingValue.Number(parts[^1], 1, MostPerSecond) is { } burst
            ? new CallRate(perSecond, burst)
            : throw new InvalidOperationException(
                $"{variable} must be calls per second, or calls per second/burst, such as 20/100; each from 1 to {MostPerSecond}."
            );
    }

    private static int Number(IConfiguration configuration, string variable, int least, int usual) =>
        SettingValue.Whole(variable, configuration[variable], least, MostCalls, usual);
}
