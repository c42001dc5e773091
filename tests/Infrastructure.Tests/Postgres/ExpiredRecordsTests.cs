using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Pinnokio.Infrastructure.Postgres;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Postgres;

public sealed class ExpiredRecordsTests
{
    [Fact]
    public async Task DeletesWhatHasExpiredAlone()
    {
        await using var database = await TestDatabase.CreateAsync();
        await AddAsync(database, count: 7, expires: "now() - interval '1 second'");
        await AddAsync(database, count: 3, expires: "now() + interval '1 hour'");
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        using var records = new ExpiredRecords(source, new PostgresState(), TimeProvider.System, NullLogger<ExpiredRecords>.Instance);

        (await records.PurgeAsync(CancellationToken.None)).ShouldBe(7);

        (await database.ScalarAsync<long>("SELECT count(*) FROM core.idempotency_records")).ShouldBe(3);
        (await records.PurgeAsync(CancellationToken.None)).ShouldBe(0);
    }

    private static Task<int> AddAsync(TestDatabase database, int count, string expires) =>
        database.ExecuteAsync(
            $"""
            INSERT INTO core.idempotency_records (identity, method, fingerprint, expires_at)
            SELECT sha256(gen_random_uuid()::text::bytea), 'HR.create_employee', sha256('x'), {expires} FROM generate_series(1, {count})
            """
        );
}
