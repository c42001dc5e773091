namespace Pinnokio.Application.Files.Contracts;

/// <summary>Keeps files that the product made. Their content never changes, and is checked against its SHA-256 whenever it is read.</summary>
public interface IFileStore
{
    const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>The file with its content, or null when there is none (any more). Fails when the content is not what was stored.</summary>
    Task<StoredFile?> FindAsync(Guid fileId, CancellationToken ct);

    /// <summary>The living file that was made from this source, or null.</summary>
    Task<Guid?> FindBySourceAsync(string source, CancellationToken ct);

    /// <summary>Stores a file within the transaction under way. Of one source there is one living file.</summary>
    Task<Guid> AddAsync(NewFile file, CancellationToken ct);

    /// <summary>From now on the file is not found any more.</summary>
    Task DeleteAsync(Guid fileId, CancellationToken ct);
}

/// <summary>Source says what the file was made from, such as a record and its state.</summary>
public sealed record NewFile(Guid CompanyId, string Source, string Name, string MediaType, ReadOnlyMemory<byte> Content);

/// <summary>A file as it is served.</summary>
public sealed record StoredFile(string Name, string MediaType, ReadOnlyMemory<byte> Content, ReadOnlyMemory<byte> Sha256);
