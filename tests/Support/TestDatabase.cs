using Npgsql;

namespace Pinnokio.Support;

/// <summary>One database of a test server, dropped when the test is done with it.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly TestPostgres _server;

    internal TestDatabase(TestPostgres server, string name) => (_server, Name) = (server, name);

    public string Name { get; }
    public string ConnectionString => _server.ConnectionString(Name);
    public string Url => _server.Url(Name);

    /// <summary>A migrated database on the process's shared server.</summary>
    public static async Task<TestDatabase> CreateAsync() => await (await TestPostgres.SharedAsync()).CreateDatabaseAsync();

    /// <summary>An empty database on the process's shared server.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync() => await (await TestPostgres.SharedAsync()).CreateEmptyDatabaseAsync();

    public async Task<int> ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>A connection outside every pool, so that closing it ends the session.</summary>
    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync() => await _server.ExecuteAsync($"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");
}
