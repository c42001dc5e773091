namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>Where the private server lives (the <c>.pinnokio</c> folder) and, when stated, where its binaries are.</summary>
public sealed record EmbeddedPostgresOptions(string Home, string? BinFolder)
{
    /// <summary>False trades safety after a power cut for speed; only for servers of tests.</summary>
    public bool Durable { get; init; } = true;
}
