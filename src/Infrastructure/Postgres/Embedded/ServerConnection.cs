using Npgsql;

namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>How the private server is reached, and the first words with it.</summary>
internal sealed record ServerConnection(int Port, string Password)
{
    private const string Database = "pinnokio";

    public override string ToString() => Builder(Database).ConnectionString;

    /// <summary>Proves that the server lets us in, and makes our database when it is not there yet.</summary>
    public async Task EnsureDatabaseAsync(CancellationToken ct)
    {
        try
        {
            await using var there = await OpenAsync(Database, ct);
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            await using var connection = await OpenAsync("postgres", ct);
            await using var command = new NpgsqlCommand($"CREATE DATABASE {Database}", connection);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    public async Task<string> DataFolderAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(Database, ct);
        await using var command = new NpgsqlCommand("SHOW data_directory", connection);
        return Path.GetFullPath((string)(await command.ExecuteScalarAsync(ct))!);
    }

    private async Task<NpgsqlConnection> OpenAsync(string database, CancellationToken ct)
    {
        var builder = Builder(database);
        builder.Pooling = false;
        var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync(ct);
        return connection;
    }

    private NpgsqlConnectionStringBuilder Builder(string database) =>
        new()
        {
            Host = "127.0.0.1",
            Port = Port,
            Username = DataFolder.Superuser,
            Password = Password,
            Database = database,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        };
}
