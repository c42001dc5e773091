using Microsoft.EntityFrameworkCore;
using Pinnokio.Application.Hr.Payroll;
using Pinnokio.Domain.Common;
using Pinnokio.Domain.Hr;
using Pinnokio.Domain.Hr.Payroll;
using Pinnokio.Domain.Hr.Payroll.Switzerland;

namespace Pinnokio.Infrastructure.Postgres.Hr;

/// <summary>Reads what payroll needs: a handful of queries, however many employees.</summary>
internal sealed class PostgresPayrollInputReader(IDbContextFactory<PinnokioDbContext> contexts) : IPayrollInputReader
{
    public async Task<PayrollFacts?> LoadAsync(
        Guid companyId,
        IReadOnlyCollection<Guid> employeeIds,
        PayrollMonth month,
        CancellationToken ct
    )
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var company = await db.Companies.AsNoTracking().SingleOrDefaultAsync(c => c.Id == companyId, ct);
        if (company is null)
        {
            return null;
        }

        var ids = employeeIds.ToArray();
        var employees = await db
            .Employees.AsNoTracking()
            .Where(e => e.CompanyId == companyId && ids.Contains(e.Id) && e.DeletedAt == null)
            .ToListAsync(ct);
        return new PayrollFacts
        {
            Company = company,
            Employees = employees.ToDictionary(employee => employee.Id),
            Contracts = (await ContractsAsync(db, companyId, ids, month, ct)).ToLookup(contract => contract.EmployeeId),
            Earlier = (await EarlierAsync(db, companyId, ids, month, ct)).ToLookup(result => result.EmployeeId),
            Rates = await RatesAsync(db, company, month.Last, ct),
            SourceTaxModels = await ModelsAsync(db, employees, ct),
            SourceTax = (await BracketsAsync(db, employees, month, ct)).ToLookup(bracket => (bracket.Canton, bracket.TariffCode)),
        };
    }

    private static Task<List<Contract>> ContractsAsync(
        PinnokioDbContext db,
        Guid companyId,
        Guid[] ids,
        PayrollMonth month,
        CancellationToken ct
    )
    {
        var (first, last) = (month.First, month.Last);
        return db
            .Contracts.AsNoTracking()
            .Where(c => c.CompanyId == companyId && ids.Contains(c.EmployeeId) && c.IsActive)
            .Where(c => c.State == ContractState.Active || c.State == ContractState.Ended)
            .Where(c => c.StartDate <= last && (c.EndDate == null || c.EndDate >= first))
            .OrderBy(c => c.StartDate)
            .ThenBy(c => c.Id)
            .ToListAsync(ct);
    }

    private static Task<List<PayrollResult>> EarlierAsync(
        PinnokioDbContext db,
        Guid companyId,
        Guid[] ids,
        PayrollMonth month,
        CancellationToken ct
    ) =>
        db
            .PayrollResults.AsNoTracking()
            .Where(r => r.CompanyId == companyId && ids.Contains(r.EmployeeId))
            .Where(r => r.PeriodYear == month.Year && r.PeriodMonth < month.Month && r.Status != PayrollStatus.Cancelled)
            .OrderBy(r => r.PeriodMonth)
            .ThenBy(r => r.Sequence)
            .Select(r => new PayrollResult
            {
                EmployeeId = r.EmployeeId,
                PeriodMonth = r.PeriodMonth,
                Sequence = r.Sequence,
                Status = r.Status,
                Gross = r.Gross,
                Tax = r.Tax,
                Days30 = r.Days30,
                Ytd = r.Ytd,
            })
            .ToListAsync(ct);

    private static Task<List<RateRow>> RatesAsync(PinnokioDbContext db, Company company, DateOnly day, CancellationToken ct) =>
        db.Set<RateRow>()
            .AsNoTracking()
            .Where(r => r.ScopeCountry == company.CountryCode && (r.CompanyId == null || r.CompanyId == company.Id))
            .Where(r => r.ValidFrom <= day && (r.ValidTo == null || r.ValidTo >= day))
            .ToListAsync(ct);

    private static Task<Dictionary<string, string?>> ModelsAsync(PinnokioDbContext db, List<Employee> employees, CancellationToken ct)
    {
        var codes = employees.Select(employee => employee.ClusterCode).Distinct().ToArray();
        return db.Clusters.AsNoTracking().Where(c => codes.Contains(c.Code)).ToDictionaryAsync(c => c.Code, c => c.QstModel, ct);
    }

    // A tariff counts for the year it was published for: last year's would be a guess.
    private static async Task<List<SourceTaxBracket>> BracketsAsync(
        PinnokioDbContext db,
        List<Employee> employees,
        PayrollMonth month,
        CancellationToken ct
    )
    {
        var tariffs = employees.Select(TariffOf).OfType<(string Canton, string Tariff)>().Distinct().ToArray();
        if (tariffs.Length == 0)
        {
            return [];
        }

        var (cantons, codes) = (tariffs.Select(tariff => tariff.Canton).ToArray(), tariffs.Select(tariff => tariff.Tariff).ToArray());
        var (newYear, last) = (new DateOnly(month.Year, 1, 1), month.Last);
        return await db.Set<SourceTaxBracket>()
            .FromSql(
                $"""
                SELECT b.* FROM unnest({cantons}, {codes}) AS wanted (canton, tariff_code)
                CROSS JOIN LATERAL (
                    SELECT max(s.valid_from) AS valid_from FROM hr.source_tax_brackets s
                    WHERE s.canton = wanted.canton AND s.tariff_code = wanted.tariff_code AND s.valid_from BETWEEN {newYear} AND {last}
                ) latest
                JOIN hr.source_tax_brackets b USING (canton, tariff_code, valid_from)
                """
            )
            .AsNoTracking()
            .ToListAsync(ct);
    }

    // Whose status is incomplete is told so by the calculation.
    private static (string Canton, string Tariff)? TariffOf(Employee employee)
    {
        try
        {
            return SwissSourceTax.TariffOf(employee);
        }
        catch (DomainRuleException)
        {
            return null;
        }
    }
}
