using Microsoft.EntityFrameworkCore;
using Npgsql;
using Pinnokio.Domain.Hr;
using Pinnokio.Infrastructure.Postgres;

namespace Pinnokio.Infrastructure.Tests.Postgres;

public sealed class MappingTests(MigratedHr hr) : IClassFixture<MigratedHr>
{
    private static readonly EncryptedNumber Avs = new([1, 2, 3], [4, 5, 6], "756.****.****.97");

    [Fact]
    public async Task ReadsBackASensitiveNumberAndTheAbsenceOfOne()
    {
        await using var context = hr.Database.CreateDbContext();
        var written = await context.AddEmployeeAsync(Avs);

        await using var other = hr.Database.CreateDbContext();
        var read = await other.Employees.SingleAsync(e => e.Id == written.Id);
        read.AvsNumber!.Cipher.ShouldBe(Avs.Cipher);
        read.AvsNumber.Hash.ShouldBe(Avs.Hash);
        read.AvsNumber.Mask.ShouldBe(Avs.Mask);
        read.Nir.ShouldBeNull();
        read.Iban.ShouldBeNull();
    }

    [Fact]
    public async Task RefusesASensitiveNumberTwice_WhenBothHoldersAreActive()
    {
        await using var context = hr.Database.CreateDbContext();
        var first = await context.AddEmployeeAsync(Avs);
        var second = Employee.Create(
            first.CompanyId,
            "E-2",
            "Other",
            "Person",
            first.BirthDate,
            first.ClusterCode,
            first.HireDate,
            first.CreatedAt
        );
        second.AvsNumber = new EncryptedNumber([9, 9, 9], Avs.Hash, Avs.Mask);
        second.Iban = new EncryptedNumber([1], [1], "CH** 1");
        context.Add(second);

        var refusal = await Should.ThrowAsync<DbUpdateException>(() => context.SaveChangesAsync());
        ((PostgresException)refusal.InnerException!).ConstraintName.ShouldBe("employees_avs_number_key");
    }

    [Fact]
    public async Task FindsAnEmployeeByTheHashOfANumber()
    {
        await using var context = hr.Database.CreateDbContext();
        var hash = Guid.NewGuid().ToByteArray();
        var employee = await context.AddEmployeeAsync(new EncryptedNumber([1], hash, "m"));

        (await context.Employees.SingleAsync(e => e.AvsNumber!.Hash == hash)).Id.ShouldBe(employee.Id);
    }

    [Fact]
    public async Task ReadsBackAPayrollResultWithItsLines()
    {
        await using var context = hr.Database.CreateDbContext();
        var written = await context.AddResultAsync(await context.AddEmployeeAsync());

        await using var other = hr.Database.CreateDbContext();
        var read = await other.PayrollResults.Include(r => r.Lines).SingleAsync(r => r.Id == written.Id);
        read.ContractIds.ShouldBe(written.ContractIds);
        read.Ytd.ShouldBe("""{"gross": 6500.10}""");
        var line = read.Lines.ShouldHaveSingleItem();
        (line.Quantity, line.UnitPrice, line.RateEe, line.RoundingDelta).ShouldBe((1.5m, 4333.4m, 0.053m, 0.000001m));
        line.Labels.ShouldBe("""{"fr": "Salaire mensuel"}""");
    }

    [Fact]
    public async Task StoresInstantsInUtc_WhenGivenWithAnOffset()
    {
        await using var context = hr.Database.CreateDbContext();
        var employee = await context.AddEmployeeAsync();
        var signed = new DateTimeOffset(2026, 7, 1, 10, 0, 0, TimeSpan.FromHours(2));
        var contract = await context.AddContractAsync(employee, c => c.SignedAt = signed);

        await using var other = hr.Database.CreateDbContext();
        var read = await other.Contracts.SingleAsync(c => c.Id == contract.Id);
        read.SignedAt.ShouldBe(signed);
        read.SignedAt!.Value.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("Id", "id")]
    [InlineData("AddressLine1", "address_line1")]
    [InlineData("IsRetiredWorking", "is_retired_working")]
    [InlineData("BfsMunicipalityNo", "bfs_municipality_no")]
    public void NamesColumnsInSnakeCase(string property, string column) => ColumnNames.SnakeCase(property).ShouldBe(column);
}
