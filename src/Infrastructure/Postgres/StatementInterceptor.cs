using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Pinnokio.Infrastructure.Postgres;

/// <summary>Lets a unit of work open its transaction before the first statement that runs in it.</summary>
internal sealed class StatementInterceptor : DbCommandInterceptor
{
    public static readonly StatementInterceptor Instance = new();

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    ) => BeforeAsync(eventData, result, cancellationToken);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    ) => BeforeAsync(eventData, result, cancellationToken);

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<object> result,
        CancellationToken cancellationToken = default
    ) => BeforeAsync(eventData, result, cancellationToken);

    private static async ValueTask<T> BeforeAsync<T>(CommandEventData eventData, T result, CancellationToken ct)
    {
        if (eventData.Context is PinnokioDbContext { BeforeStatement: { } before })
        {
            await before(ct);
        }

        return result;
    }
}
