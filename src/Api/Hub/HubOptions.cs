namespace Pinnokio.Api.Hub;

/// <summary>The hub's limits. Only the origins are a setting.</summary>
internal sealed record HubOptions
{
    public const string OriginsVariable = "HUB_ALLOWED_ORIGINS";

    /// <summary>Where pages may come from, beside this server itself, that open a socket: <c>https://app.example.com</c>.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    public int SocketsPerUser { get; init; } = 10;

    /// <summary>Of one message over all its fragments.</summary>
    public int MaxMessageBytes { get; init; } = 64 * 1024;

    public int FramesPerSecond { get; init; } = 20;

    public int QueuedFrames { get; init; } = 256;

    public int QueuedBytes { get; init; } = 1 << 20;

    public TimeSpan PingEvery { get; init; } = TimeSpan.FromSeconds(25);

    public TimeSpan PongWithin { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan SendWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a socket whose queue ran over may take to catch up from the stream.</summary>
    public TimeSpan CatchUpWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a closing handshake may take.</summary>
    public TimeSpan CloseWithin { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan DrainOver { get; init; } = TimeSpan.FromSeconds(10);

    public static HubOptions From(IConfiguration configuration)
    {
        var origins = (configuration[OriginsVariable] ?? "").Split(
            ',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
        );
        return origins.All(IsOrigin)
            ? new HubOptions { AllowedOrigins = origins }
            : throw new InvalidOperationException(
                $"{OriginsVariable} must hold origins such as https://app.example.com, separated by commas."
            );
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && string.Equals(uri.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase);
}
