using System.Security.Cryptography;
using Pinnokio.Application.Files.Contracts;
using Pinnokio.Infrastructure.Postgres;
using Pinnokio.Infrastructure.Postgres.Files;

namespace Pinnokio.Infrastructure.Tests.Postgres.Files;

public sealed class PostgresFileStoreTests : IAsyncLifetime
{
    private HrDatabase _database = null!;
    private PinnokioDbContext _context = null!;
    private Guid _company;

    private PostgresFileStore Store => new(_context, _database.DataSource, TimeProvider.System);

    public async Task InitializeAsync()
    {
        _database = await HrDatabase.MigratedAsync();
        _context = _database.CreateDbContext();
        _company = (await _context.AddCompanyAsync()).Id;
    }

    public async Task DisposeAsync()
    {
        await _context.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task GivesBackWhatWasStored()
    {
        var content = RandomNumberGenerator.GetBytes(100_000);

        var file = await Store.FindAsync(await Store.AddAsync(File(content), default), default);

        file.ShouldNotBeNull();
        file.Name.ShouldBe("Décompte.pdf");
        file.MediaType.ShouldBe("application/pdf");
        file.Content.ToArray().ShouldBe(content);
        file.Sha256.ToArray().ShouldBe(SHA256.HashData(content));
    }

    [Fact]
    public async Task FindsTheLivingFileOfASource()
    {
        (await Store.FindBySourceAsync("payslip:1", default)).ShouldBeNull();
        var first = await Store.AddAsync(File([1]), default);
        (await Store.FindBySourceAsync("payslip:1", default)).ShouldBe(first);

        await Store.DeleteAsync(first, default);
        var second = await Store.AddAsync(File([2]), default);

        (await Store.FindBySourceAsync("payslip:1", default)).ShouldBe(second);
        (await Store.FindAsync(first, default)).ShouldBeNull();
    }

    [Fact]
    public async Task IsPartOfTheTransactionUnderWay()
    {
        Guid id;
        await using (await _context.Database.BeginTransactionAsync())
        {
            id = await Store.AddAsync(File([1]), default);
        }

        (await Store.FindAsync(id, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Refuses_WhenTheContentIsNotWhatWasStored()
    {
        var id = await Store.AddAsync(File([1, 2, 3]), default);
        // As a damaged disk or an operator with all rights would.
        await _database.ExecuteAsync(
            $"""
            ALTER TABLE core.files DISABLE TRIGGER files_immutable;
            ALTER TABLE core.files DROP CONSTRAINT files_content_whole;
            UPDATE core.files SET content = 'abc' WHERE id = '{id}'
            """
        );

        await Should.ThrowAsync<InvalidDataException>(() => Store.FindAsync(id, default));
    }

    private NewFile File(byte[] content) => new(_company, "payslip:1", "Décompte.pdf", "application/pdf", content);
}
