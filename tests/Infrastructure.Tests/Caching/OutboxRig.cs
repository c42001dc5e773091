using Microsoft.Extensions.Logging;
using Npgsql;
using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Caching;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Caching;

/// <summary>An outbox over a real table, with the rows a test writes into it and the lines it logs.</summary>
internal sealed class OutboxRig : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly LogCapture _log = new();

    private OutboxRig(NpgsqlDataSource database, ICacheStore cache, ICacheRecovery recovery, TimeProvider clock)
    {
        _database = database;
        Invalidator = new CacheInvalidator(cache);
        Outbox = new InvalidationOutbox(
            new InvalidationTable(database),
            Invalidator,
            cache,
            recovery,
            new CacheOptions(),
            clock,
            _log.For<InvalidationOutbox>()
        );
    }

    public CacheInvalidator Invalidator { get; }

    public InvalidationOutbox Outbox { get; }

    public static OutboxRig Over<TCache>(NpgsqlDataSource database, TCache cache, TimeProvider clock)
        where TCache : ICacheStore, ICacheRecovery => new(database, cache, cache, clock);

    public Task StartAsync() => Outbox.StartAsync(CancellationToken.None);

    public Task StopAsync() => Outbox.StopAsync(CancellationToken.None);

    /// <summary>Records an invalidation as a write did that long ago.</summary>
    public Task<PendingInvalidation> WriteAsync(CacheTag tag, TimeSpan ago = default, bool applied = false) =>
        WriteAsync([tag], ago, applied);

    public async Task<PendingInvalidation> WriteAsync(IReadOnlyCollection<CacheTag> tags, TimeSpan ago = default, bool applied = false)
    {
        await using var command = _database.CreateCommand(
            """
            INSERT INTO core.cache_invalidations (tag, created_at, applied_at)
            VALUES ($1, now() - $2, CASE WHEN $3 THEN now() END) RETURNING id
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = CacheKeys.Text(tags) });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = ago });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = applied });
        return new PendingInvalidation((long)(await command.ExecuteScalarAsync())!, tags);
    }

    /// <summary>Tags of the rows that wait to be applied, or of those that were.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(bool applied)
    {
        await using var command = _database.CreateCommand(
            "SELECT tag FROM core.cache_invalidations WHERE (applied_at IS NOT NULL) = $1 ORDER BY id"
        );
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = applied });
        await using var rows = await command.ExecuteReaderAsync();
        var tags = new List<string>();
        while (await rows.ReadAsync())
            tags.Add(rows.GetString(0));
        return tags;
    }

    public int CountOf(LogLevel level) => _log.At(level).Count;

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Outbox.Dispose();
        _log.Dispose();
    }
}
