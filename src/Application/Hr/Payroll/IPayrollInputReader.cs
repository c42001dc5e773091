using Pinnokio.Domain.Hr;
using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Application.Hr.Payroll;

/// <summary>Reads what the calculation of a month needs to know.</summary>
public interface IPayrollInputReader
{
    /// <summary>For some employees at once; null when there is no such company. Employees whom the company does not have are left out.</summary>
    Task<PayrollFacts?> LoadAsync(Guid companyId, IReadOnlyCollection<Guid> employeeIds, PayrollMonth month, CancellationToken ct);
}

/// <summary>A company and some of its employees, as far as the pay of one month depends on them.</summary>
public sealed record PayrollFacts
{
    public required Company Company { get; init; }
    public required IReadOnlyDictionary<Guid, Employee> Employees { get; init; }

    /// <summary>Those that touch the month, by employee and start.</summary>
    public required ILookup<Guid, Contract> Contracts { get; init; }

    /// <summary>Of the earlier months of the year, by employee; with their bases, without their lines.</summary>
    public required ILookup<Guid, PayrollResult> Earlier { get; init; }

    /// <summary>Those of the country and of the company that are valid on the month's last day, of all clusters.</summary>
    public required IReadOnlyList<RateRow> Rates { get; init; }

    /// <summary>By cluster code.</summary>
    public required IReadOnlyDictionary<string, string?> SourceTaxModels { get; init; }

    /// <summary>By canton and tariff, those that the employees need and that are imported for the year.</summary>
    public required ILookup<(string Canton, string Tariff), SourceTaxBracket> SourceTax { get; init; }

    /// <summary>The input of one employee's calculation.</summary>
    public PayrollInput InputOf(Employee employee, PayrollMonth month, PayrollVariables variables)
    {
        var tariff = Domain.Hr.Payroll.Switzerland.SwissSourceTax.TariffOf(employee);
        return new PayrollInput
        {
            Company = Company,
            Employee = employee,
            Contracts = [.. Contracts[employee.Id]],
            Month = month,
            Rates = new RateTable(Rates, new RateScope(Company.CountryCode ?? "", employee.ClusterCode, Company.Id, month.Last)),
            Variables = variables,
            YearToDate = YearToDate.Of(Earlier[employee.Id]),
            SourceTax = tariff is { } known ? new SourceTaxTable(known.Canton, known.Tariff, SourceTax[known]) : null,
            SourceTaxModel = SourceTaxModels.GetValueOrDefault(employee.ClusterCode),
        };
    }
}
