namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>What the private server finds around it; tests narrow it.</summary>
internal sealed record EmbeddedPostgresSurroundings(BinariesSources Sources, string StateRoot, TimeProvider Clock)
{
    public static EmbeddedPostgresSurroundings OfThisMachine() =>
        new(
            BinariesSources.OfThisMachine(),
            OperatingSystem.IsMacOS() ? "/usr/local/var/pinnokio" : "/var/lib/pinnokio",
            TimeProvider.System
        );
}
