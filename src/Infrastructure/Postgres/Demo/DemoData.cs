using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Infrastructure.Postgres.Demo;

/// <summary>A company to try things on: 25 employees, their contracts, and the latest payslips of a few.</summary>
internal sealed class DemoData(
    IDbContextFactory<PinnokioDbContext> contexts,
    ISensitiveNumbers numbers,
    TimeProvider clock,
    ILogger<DemoData> logger
)
{
    public const string MandatePath = "clients/demo/bo_clients/atelier/mandates/2026";
    public const string UserId = "demo";
    private const int PayslipMonths = 3;
    private const int PaidEmployees = 6;
    private const long TurnKey = 0x64_65_6D_6F;

    private static readonly DateOnly Founded = new(2016, 1, 1);

    public async Task SeedAsync(CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        context.Caller = new CallContext { UserId = UserId, Method = "demo" };
        await using var transaction = await context.Database.BeginTransactionAsync(ct);
        await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({TurnKey})", ct);
        var existing = await context.Companies.SingleOrDefaultAsync(company => company.FirebaseMandatePath == MandatePath, ct);
        if (existing is not null)
        {
            logger.LogInformation("demo_data company_id={CompanyId} mandate_path={MandatePath} kept", existing.Id, MandatePath);
            return;
        }

        var company = await AddCompanyAsync(context, ct);
        for (var i = 0; i < DemoPeople.All.Count; i++)
        {
            AddPerson(context, company, DemoPeople.All[i], i);
        }

        await context.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        logger.LogInformation(
            "demo_data company_id={CompanyId} mandate_path={MandatePath} user_id={UserId} employees={Employees}",
            company.Id,
            MandatePath,
            UserId,
            DemoPeople.All.Count
        );
    }

    private async Task<Company> AddCompanyAsync(PinnokioDbContext context, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var account = await context.Accounts.SingleOrDefaultAsync(a => a.FirebaseUid == UserId, ct);
        if (account is null)
        {
            account = Account.Create(UserId, now);
            account.DisplayName = "Fiduciaire de démonstration";
            context.Add(account);
        }

        var company = Company.Create(account.Id, MandatePath, "Atelier Rhône Sàrl", "Suisse", now);
        company.CountryCode = "CH";
        company.Region = "Genève";
        company.RegionCode = "GE";
        company.DefaultClusterCode = "CH-GE";
        company.EnsureConsistent();
        context.Add(company);
        context.Add(CompanyMember.Create(company.Id, UserId, MemberRoles.Owner, Founded, now));
        return company;
    }

    private void AddPerson(PinnokioDbContext context, Company company, DemoPerson person, int index)
    {
        var now = clock.GetUtcNow();
        var employee = person.Employee(company.Id, $"GE-{index + 1:000}", now);
        var avs = DemoPeople.AvsNumber(index);
        employee.AvsNumber = numbers.Protect(SensitiveNumber.Avs, avs, AvsNumber.Mask(avs));
        employee.EnsureConsistent();
        context.Add(employee);

        var contracts = person.Contracts(employee, now).ToList();
        contracts.ForEach(contract => contract.EnsureConsistent());
        context.AddRange(contracts);
        if (index < PaidEmployees)
        {
            context.AddRange(Payslips(employee, contracts[^1]));
        }
    }

    private IEnumerable<PayrollResult> Payslips(Employee employee, Contract contract)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var thisMonth = new DateOnly(today.Year, today.Month, 1);
        for (var back = PayslipMonths; back >= 1; back--)
        {
            yield return DemoPayslip.For(employee, contract, thisMonth.AddMonths(-back), isPaid: back > 1, clock.GetUtcNow());
        }
    }
}
