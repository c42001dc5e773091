using Pinnokio.Domain.Hr;
using Pinnokio.Infrastructure.Postgres;

namespace Pinnokio.Infrastructure.Tests.Postgres;

/// <summary>Rows of the business tables with sensible values, each saved at once.</summary>
internal static class Rows
{
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 9, 0, 0, TimeSpan.Zero);

    public static async Task<Company> AddCompanyAsync(this PinnokioDbContext context)
    {
        var account = Account.Create($"uid-{Guid.NewGuid():N}", Now);
        var company = Company.Create(account.Id, $"comptes/{account.Id:N}/mandats/1", "Atelier Müller", "Suisse", Now);
        context.AddRange(company, account);
        await context.SaveChangesAsync();
        return company;
    }

    public static async Task<Employee> AddEmployeeAsync(this PinnokioDbContext context, EncryptedNumber? avs = null)
    {
        var company = await context.AddCompanyAsync();
        var employee = Employee.Create(company.Id, "E-1", "Zoé", "Müller", new(1990, 2, 28), "CH-GE", new(2020, 1, 1), Now);
        employee.AvsNumber = avs;
        context.Add(employee);
        await context.SaveChangesAsync();
        return employee;
    }

    public static async Task<Contract> AddContractAsync(this PinnokioDbContext context, Employee employee, Action<Contract>? edit = null)
    {
        var contract = Contract.Create(employee.CompanyId, employee.Id, "CDI", new(2020, 1, 1), 6500.10m, Now);
        edit?.Invoke(contract);
        context.Add(contract);
        await context.SaveChangesAsync();
        return contract;
    }

    public static async Task<PayrollResult> AddResultAsync(this PinnokioDbContext context, Employee employee)
    {
        var result = new PayrollResult
        {
            Id = Guid.CreateVersion7(),
            CompanyId = employee.CompanyId,
            EmployeeId = employee.Id,
            PeriodYear = 2026,
            PeriodMonth = 1,
            PeriodStart = new(2026, 1, 1),
            PeriodEnd = new(2026, 1, 31),
            Gross = 6500.10m,
            ContractIds = [Guid.CreateVersion7(), Guid.CreateVersion7()],
            Days30 = 30,
            Ytd = """{"gross": 6500.10}""",
        };
        result.Lines.Add(
            new PayrollLine
            {
                LineNo = 1,
                ItemCode = "1000",
                Labels = """{"fr": "Salaire mensuel"}""",
                Quantity = 1.5m,
                UnitPrice = 4333.4m,
                RateEe = 0.053m,
                RoundingDelta = 0.000001m,
            }
        );
        context.Add(result);
        await context.SaveChangesAsync();
        return result;
    }
}
