using Npgsql;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Support;

public sealed class TestPostgresTests
{
    [Fact]
    public async Task GivesEachCallerAnEmptyDatabaseOfItsOwn()
    {
        await using var first = await TestDatabase.CreateEmptyAsync();
        await using var second = await TestDatabase.CreateEmptyAsync();

        await first.ExecuteAsync("CREATE TABLE seen (id int)");

        (await second.ScalarAsync<bool>("SELECT to_regclass('seen') IS NULL")).ShouldBeTrue();
    }

    [Fact]
    public async Task GivesMigratedDatabases_WhenSeveralAskAtOnce()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TestDatabase.CreateAsync()));

        foreach (var database in databases)
        {
            (await database.ScalarAsync<bool>("SELECT to_regclass('hr.employees') IS NOT NULL")).ShouldBeTrue();
            await database.DisposeAsync();
        }
    }

    [Fact]
    public async Task DropsTheDatabase_WhenItIsDisposedWithSessionsOpen()
    {
        var database = await TestDatabase.CreateEmptyAsync();
        await using var session = await database.OpenAsync();
        await database.DisposeAsync();

        var refusal = await Should.ThrowAsync<PostgresException>(database.OpenAsync);
        refusal.SqlState.ShouldBe(PostgresErrorCodes.InvalidCatalogName);
    }

    [Fact]
    public async Task KeepsPortAndCommittedRows_WhenKilledAndStarted()
    {
        await using var server = await TestPostgres.StartPrivateAsync();
        var port = server.Port;
        var database = await server.CreateEmptyDatabaseAsync();
        await database.ExecuteAsync("CREATE TABLE seen (id int)");
        await using var session = await database.OpenAsync();
        await database.ExecuteAsync("INSERT INTO seen VALUES (7)");

        await server.KillAsync();
        await Should.ThrowAsync<NpgsqlException>(database.OpenAsync);
        await server.StartAsync();

        server.Port.ShouldBe(port);
        (await database.ScalarAsync<int>("SELECT id FROM seen")).ShouldBe(7);
    }

    [Fact]
    public async Task EndsSessions_WhenRestartedInOrder()
    {
        await using var server = await TestPostgres.StartPrivateAsync();
        var database = await server.CreateEmptyDatabaseAsync();
        await using var session = await database.OpenAsync();

        await server.RestartAsync();

        await using var command = new NpgsqlCommand("SELECT 1", session);
        await Should.ThrowAsync<NpgsqlException>(() => command.ExecuteScalarAsync());
        (await database.ScalarAsync<int>("SELECT 1")).ShouldBe(1);
    }
}
