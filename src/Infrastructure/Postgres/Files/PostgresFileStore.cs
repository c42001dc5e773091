using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Pinnokio.Application.Files.Contracts;

namespace Pinnokio.Infrastructure.Postgres.Files;

/// <summary>Files in <c>core.files</c>. They are read whole, so that a slow reader holds memory and not a connection of the pool.</summary>
internal sealed class PostgresFileStore(PinnokioDbContext db, NpgsqlDataSource database, TimeProvider clock) : IFileStore
{
    private const string FindSql = "SELECT name, media_type, content, sha256 FROM core.files WHERE id = $1 AND deleted_at IS NULL";

    public async Task<StoredFile?> FindAsync(Guid fileId, CancellationToken ct)
    {
        await using var command = database.CreateCommand(FindSql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = fileId });
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct))
        {
            return null;
        }

        var (content, sha256) = (reader.GetFieldValue<byte[]>(2), reader.GetFieldValue<byte[]>(3));
        return SHA256.HashData(content).AsSpan().SequenceEqual(sha256)
            ? new StoredFile(reader.GetString(0), reader.GetString(1), content, sha256)
            : throw new InvalidDataException($"The content of file {fileId} does not have the SHA-256 that was stored with it.");
    }

    public async Task<Guid?> FindBySourceAsync(string source, CancellationToken ct)
    {
        var ids = db.Database.SqlQuery<Guid>($"SELECT id AS \"Value\" FROM core.files WHERE source = {source} AND deleted_at IS NULL");
        return await ids.ToListAsync(ct) is [var id] ? id : null;
    }

    public async Task<Guid> AddAsync(NewFile file, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (id, content, actor) = (Guid.CreateVersion7(now), file.Content.ToArray(), db.Caller?.UserId);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO core.files (id, company_id, source, name, media_type, content, sha256, size, created_at, created_by)
            VALUES ({id}, {file.CompanyId}, {file.Source}, {file.Name}, {file.MediaType}, {content}, {SHA256.HashData(
                content
            )}, {content.Length}, {now}, {actor})
            """,
            ct
        );
        return id;
    }

    public Task DeleteAsync(Guid fileId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync(
            $"UPDATE core.files SET deleted_at = {clock.GetUtcNow()} WHERE id = {fileId} AND deleted_at IS NULL",
            ct
        );
}
