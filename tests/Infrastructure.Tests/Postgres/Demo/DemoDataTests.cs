using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Pinnokio.Application.Hr;
using Pinnokio.Domain.Hr;
using Pinnokio.Infrastructure.Postgres.Demo;

namespace Pinnokio.Infrastructure.Tests.Postgres.Demo;

public sealed class DemoDataTests(MigratedHr hr) : IClassFixture<MigratedHr>
{
    private static readonly DateOnly Today = new(2026, 3, 15);

    [Fact]
    public async Task SeedsOnce_WhenRunTwiceAtOnceAndAgain()
    {
        await Task.WhenAll(SeedAsync(), SeedAsync());
        await SeedAsync();

        await using var context = hr.Database.CreateDbContext();
        var company = await context.Companies.SingleAsync(c => c.FirebaseMandatePath == DemoData.MandatePath);
        var employees = await context.Employees.Where(e => e.CompanyId == company.Id).ToListAsync();
        employees.Count.ShouldBe(25);
        employees.ShouldContain(e => e.LastName == "Œuvray");
        (await context.CompanyMembers.CountAsync(m => m.UserId == DemoData.UserId && m.Role == MemberRoles.Owner)).ShouldBe(1);
    }

    [Fact]
    public async Task GivesEveryEmployeeAContractForToday()
    {
        await SeedAsync();

        await using var context = hr.Database.CreateDbContext();
        var contracts = await context.Contracts.ToListAsync();
        contracts.Count.ShouldBe(27, "two were promoted");
        contracts
            .Where(c => c.StartDate <= Today && (c.EndDate is null || Today <= c.EndDate))
            .Select(c => c.EmployeeId)
            .Distinct()
            .Count()
            .ShouldBe(25);
    }

    [Fact]
    public async Task WritesPayslipsThatAddUp()
    {
        await SeedAsync();

        await using var context = hr.Database.CreateDbContext();
        var results = await context.PayrollResults.Include(r => r.Lines).ToListAsync();
        results.Count.ShouldBe(18);
        foreach (var result in results)
        {
            result.Gross.ShouldBeGreaterThan(0);
            result.NetPayable.ShouldBe(result.Gross - result.TotalEe - result.Tax + result.Allowances - result.Advances + result.Expenses);
            result.Lines.Where(line => line.ItemCode.StartsWith('5')).Sum(line => line.AmountEe ?? 0).ShouldBe(result.TotalEe);
            (result.NetPayable * 20 % 1).ShouldBe(0, "to five centimes");
        }
    }

    [Fact]
    public void MakesAvsNumbersOfTheRightForm()
    {
        var all = DemoPeople.All.Select((_, index) => DemoPeople.AvsNumber(index)).ToList();

        all.ShouldAllBe(number => AvsNumber.IsValid(number));
        all.Distinct().Count().ShouldBe(all.Count);
    }

    private Task SeedAsync() =>
        new DemoData(hr.Database, new PlainNumbers(), new FixedClock(Today), NullLogger<DemoData>.Instance).SeedAsync(default);

    private sealed class FixedClock(DateOnly today) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(today, TimeOnly.MinValue, TimeSpan.Zero);
    }

    private sealed class PlainNumbers : ISensitiveNumbers
    {
        public EncryptedNumber Protect(SensitiveNumber kind, string normalized, string mask)
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(normalized);
            return new EncryptedNumber(bytes, bytes, mask);
        }

        public string Reveal(SensitiveNumber kind, EncryptedNumber number) => System.Text.Encoding.UTF8.GetString(number.Cipher);
    }
}
