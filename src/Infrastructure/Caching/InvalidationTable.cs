using Npgsql;
using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Caching;

/// <summary>The table <c>core.cache_invalidations</c>: what committed writes made stale, and whether the cache was told.</summary>
internal sealed class InvalidationTable(NpgsqlDataSource database)
{
    private const string Mark = "UPDATE core.cache_invalidations SET applied_at = now() WHERE id = ANY($1) AND applied_at IS NULL";

    // A row younger than that is still in the hands of the call that wrote it. Rows that another replica holds are left to it.
    private const string Pending = """
        SELECT id, tag FROM core.cache_invalidations
        WHERE applied_at IS NULL AND created_at < now() - interval '1 second'
        ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED
        """;

    // Reads the whole table, at a start and after each outage of the cache. The purge leaves little that is older, so an index, which every
    // write would pay for, would spare nothing.
    private const string Recent =
        "SELECT tag, now() - max(created_at) FROM core.cache_invalidations WHERE created_at > now() - $1 GROUP BY tag";

    private const string LeftOver =
        "SELECT count(*), coalesce(now() - min(created_at), interval '0') FROM core.cache_invalidations WHERE applied_at IS NULL";

    // Ids are given in the order of time, nearly: looks at one batch by the primary key.
    private const string Purge = """
        WITH oldest AS (SELECT id FROM core.cache_invalidations WHERE applied_at IS NOT NULL ORDER BY id LIMIT $2)
        DELETE FROM core.cache_invalidations c USING oldest WHERE c.id = oldest.id AND c.created_at < now() - $1
        """;

    public async Task MarkAppliedAsync(IReadOnlyCollection<long> ids, CancellationToken ct)
    {
        await using var command = database.CreateCommand(Mark);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. ids] });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Takes up to so many rows that nobody applied, has them applied, and marks them; returns how many it took, or null when they could not be applied.</summary>
    public async Task<int?> ApplyPendingAsync(int most, Func<IReadOnlyCollection<CacheTag>, Task<bool>> apply, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var ids = new List<long>();
        var tags = new HashSet<CacheTag>();
        await using (
            var select = new NpgsqlCommand(Pending, connection) { Parameters = { new NpgsqlParameter<int> { TypedValue = most } } }
        )
        await using (var rows = await select.ExecuteReaderAsync(ct))
        {
            while (await rows.ReadAsync(ct))
            {
                ids.Add(rows.GetInt64(0));
                tags.UnionWith(CacheKeys.Tags(rows.GetString(1)));
            }
        }

        if (tags.Count > 0 && !await apply(tags))
        {
            return null;
        }

        if (ids.Count > 0)
        {
            await using var mark = new NpgsqlCommand(Mark, connection)
            {
                Parameters = { new NpgsqlParameter<long[]> { TypedValue = [.. ids] } },
            };
            await mark.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return ids.Count;
    }

    /// <summary>The tags written within that time, each with how long ago it was last written.</summary>
    public async Task<IReadOnlyDictionary<CacheTag, TimeSpan>> RecentAsync(TimeSpan within, CancellationToken ct)
    {
        await using var command = database.CreateCommand(Recent);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = within });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var recent = new Dictionary<CacheTag, TimeSpan>();
        while (await rows.ReadAsync(ct))
        {
            var age = rows.GetTimeSpan(1);
            foreach (var tag in CacheKeys.Tags(rows.GetString(0)))
            {
                recent[tag] = recent.TryGetValue(tag, out var known) && known < age ? known : age;
            }
        }

        return recent;
    }

    /// <summary>How many rows nobody has applied, and how long the oldest has waited.</summary>
    public async Task<(long Count, TimeSpan Oldest)> LeftOverAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand(LeftOver);
        await using var rows = await command.ExecuteReaderAsync(ct);
        await rows.ReadAsync(ct);
        return (rows.GetInt64(0), rows.GetTimeSpan(1));
    }

    /// <summary>Forgets applied rows older than that, up to so many; returns how many.</summary>
    public async Task<int> PurgeAsync(TimeSpan olderThan, int most, CancellationToken ct)
    {
        await using var command = database.CreateCommand(Purge);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = olderThan });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        return await command.ExecuteNonQueryAsync(ct);
    }
}
