using Npgsql;

namespace Pinnokio.Infrastructure.Postgres;

/// <summary>The turns of a loop that needs the database: one that fails is left to the next, and that they do is said once per outage.</summary>
internal sealed class PostgresAttempts
{
    private bool _isAway;

    /// <summary>False when the work failed; only what fails once <paramref name="ct"/> is cancelled is thrown.</summary>
    public async Task<bool> TryAsync(Func<Task> work, Action<Exception> tellAway, CancellationToken ct, Action? tellBack = null)
    {
        try
        {
            await work();
            if (_isAway)
            {
                _isAway = false;
                tellBack?.Invoke();
            }

            return true;
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return false; // the first start is still making the tables
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            if (!_isAway)
            {
                _isAway = true;
                tellAway(fault);
            }

            return false;
        }
    }
}
