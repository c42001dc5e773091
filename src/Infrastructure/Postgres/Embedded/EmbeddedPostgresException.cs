namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>The private server cannot run; the message says what the operator can do.</summary>
public sealed class EmbeddedPostgresException : Exception
{
    public EmbeddedPostgresException(string message)
        : base(message) { }

    public EmbeddedPostgresException(string message, Exception cause)
        : base(message, cause) { }
}
