using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Postgres;

/// <summary>PostgreSQL's failures as named errors: a broken constraint by the constraint's name, a lost server as unavailable.</summary>
internal sealed class PostgresFaults(PostgresState state) : IFaultTranslator
{
    private const string Store = "The database";

    /// <summary>Whether it tells of a server that is away, stopping, starting or full, and not of what it was asked.</summary>
    public static bool IsAway(Exception? fault) =>
        fault switch
        {
            null => false,
            PostgresException refused => IsAway(refused),
            NpgsqlException or SocketException or IOException or TimeoutException => true,
            _ => IsAway(fault.InnerException),
        };

    public AppError? Translate(Exception fault)
    {
        for (var current = fault; current is not null; current = current.InnerException)
        {
            switch (current)
            {
                case DbUpdateConcurrencyException:
                    return RecordErrors.StaleVersion;
                case PostgresException refused:
                    return FromServer(refused);
                case NpgsqlException { InnerException: TimeoutException } when state.IsUp:
                    return new AppError("database_busy", ErrorKind.Overloaded, "The database is busy.") { RetryAfterMs = 500 };
                case NpgsqlException or SocketException or IOException:
                    return AppError.Unavailable(Store);
            }
        }

        return null;
    }

    private AppError? FromServer(PostgresException refused) =>
        refused.SqlState switch
        {
            PostgresErrorCodes.UniqueViolation
            or PostgresErrorCodes.ExclusionViolation
            or PostgresErrorCodes.ForeignKeyViolation
            or PostgresErrorCodes.CheckViolation
            or PostgresErrorCodes.NotNullViolation => ConstraintErrors.For(refused),
            PostgresErrorCodes.QueryCanceled => AppError.DeadlineExceeded,
            PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => AppError.Unavailable(Store) with
            {
                RetryAfterMs = 100,
            },
            _ when IsAway(refused) => AppError.Unavailable(Store),
            // A schema, table, column or function that the migrations will bring.
            _ when !state.IsReady && (Is(refused, "42") || Is(refused, "3F")) => AppError.Unavailable(Store),
            _ when Is(refused, "22") => AppError.Invalid("kwargs", "A value is out of range."),
            _ => null,
        };

    private static bool IsAway(PostgresException refused) =>
        refused.SqlState != PostgresErrorCodes.QueryCanceled && (Is(refused, "57") || Is(refused, "08") || Is(refused, "53"));

    private static bool Is(PostgresException refused, string kind) => refused.SqlState.StartsWith(kind, StringComparison.Ordinal);
}
