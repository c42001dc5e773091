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

    [Fact]
    public async Task GoesOn_WhateverAnAttemptFailsWith()
    {
        var clock = new FakeTimeProvider();
        var state = new PostgresState { IsUp = true, IsMigrated = true };
        var source = NpgsqlDataSource.Create("Host=127.0.0.1");
        await source.DisposeAsync(); // no fault of the server's
        using var log = new LogCapture();
        using var records = new ExpiredRecords(source, state, clock, log.For<ExpiredRecords>());
        await records.StartAsync(CancellationToken.None);

        for (var attempt = 1; attempt <= 2; attempt++)
        {
            await Eventually.HoldsAsync(() => clock.Waiting > 0);
            clock.Advance(TimeSpan.FromMinutes(10));
            await Eventually.HoldsAsync(() =>
                log.Lines.Count(line => line.Message.Contains("stay until the next attempt", StringComparison.Ordinal)) == attempt
            );
        }

        await records.StopAsync(CancellationToken.None);
        records.ExecuteTask!.IsCompletedSuccessfully.ShouldBeTrue();
    }

    private static Task<int> AddAsync(TestDatabase database, int count, string expires) =>
        database.ExecuteAsync(
            $"""
            INSERT INTO core.idempotency_records (identity, method, fingerprint, expires_at)
            SELECT sha256(gen_random_uuid()::text::bytea), 'HR.create_employee', sha256('x'), {expires} FROM generate_series(1, {count})
            """
        );
}
