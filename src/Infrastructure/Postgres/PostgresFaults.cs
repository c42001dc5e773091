using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Postgres;

/// <summary>PostgreSQL's failures as named errors: a broken constraint by the constraint's name, a lost server as unavailable.</summary>
internal sealed class PostgresFaults(PostgresState state) : IFaultTranslator
{
    private const string Store = "The database";

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
                case NpgsqlException { InnerException: TimeoutException }:
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
            PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName when !state.IsReady => AppError.Unavailable(Store),
            { } code when code.StartsWith("57", StringComparison.Ordinal) || code.StartsWith("08", StringComparison.Ordinal) =>
                AppError.Unavailable(Store),
            { } code when code.StartsWith("53", StringComparison.Ordinal) => AppError.Unavailable(Store),
            { } code when code.StartsWith("22", StringComparison.Ordinal) => AppError.Invalid("kwargs", "A value is out of range."),
            _ => null,
        };
}
