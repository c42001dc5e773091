using System.Globalization;
using System.Text.Json;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Infrastructure.Postgres.Demo;

/// <summary>A plausible Geneva payslip. Its rates are for show: no payroll is ever computed here.</summary>
internal static class DemoPayslip
{
    private const decimal ChildAllowance = 311m;
    private const decimal FiveCentimes = 0.05m;

    private static readonly Deduction[] Deductions =
    [
        new("5010", "Cotisation AVS", "AVS contribution", "AHV-Beitrag", 0.053m, 0.053m),
        new("5020", "Cotisation AC", "Unemployment insurance", "ALV-Beitrag", 0.011m, 0.011m),
        new("5026", "Assurance maternité (GE)", "Maternity insurance (GE)", "Mutterschaftsversicherung (GE)", 0.00029m, 0.00029m),
        new("5031", "Accidents non professionnels", "Non-occupational accident", "Nichtberufsunfall", 0.0126m, null),
        new("5024", "Allocations familiales", "Family-allowance fund", "Familienausgleichskasse", null, 0.0222m),
        new("5054", "Prévoyance professionnelle", "Pension fund", "Berufliche Vorsorge", 0.06m, 0.06m),
    ];

    public static PayrollResult For(Employee employee, Contract contract, DateOnly month, bool isPaid, DateTimeOffset now)
    {
        var end = month.AddMonths(1).AddDays(-1);
        var gross = Round((contract.BaseSalary ?? 0) * contract.WorkRate);
        var result = new PayrollResult
        {
            Id = Guid.CreateVersion7(now),
            CompanyId = employee.CompanyId,
            EmployeeId = employee.Id,
            ContractId = contract.Id,
            ContractIds = [contract.Id],
            PeriodYear = (short)month.Year,
            PeriodMonth = (short)month.Month,
            PeriodStart = month,
            PeriodEnd = end,
            Status = isPaid ? "paid" : "calculated",
            Days30 = 30,
            Gross = gross,
            Allowances = employee.ChildrenCount * ChildAllowance,
            RoundingMode = "CH_5CT",
            RulesVersion = "demo",
            PaidAt = isPaid ? new DateTimeOffset(month.Year, month.Month, 25, 8, 0, 0, TimeSpan.Zero) : null,
        };
        AddLines(result, contract, employee.ChildrenCount);
        result.TotalEe = result.Lines.Where(IsDeduction).Sum(line => line.AmountEe ?? 0);
        result.TotalEr = result.Lines.Where(IsDeduction).Sum(line => line.AmountEr ?? 0);
        result.NetBeforeTax = gross - result.TotalEe;
        result.NetPayable = result.NetBeforeTax + result.Allowances;
        result.EmployerCost = gross + result.TotalEr;
        return result;
    }

    private static void AddLines(PayrollResult result, Contract contract, int children)
    {
        result.Lines.Add(
            Earning("1000", Labels("Salaire mensuel", "Monthly salary", "Monatslohn"), contract.WorkRate, contract.BaseSalary)
        );
        result.Lines[0].AmountEe = result.Gross;
        foreach (var deduction in Deductions)
        {
            result.Lines.Add(deduction.Line(result.Gross));
        }

        if (children > 0)
        {
            var labels = Labels("Allocation pour enfant", "Child allowance", "Kinderzulage");
            result.Lines.Add(Earning("3000", labels, children, ChildAllowance));
            result.Lines[^1].AmountEe = result.Allowances;
        }

        for (var i = 0; i < result.Lines.Count; i++)
        {
            result.Lines[i].LineNo = i + 1;
        }
    }

    private static PayrollLine Earning(string code, string labels, decimal quantity, decimal? price) =>
        new()
        {
            ItemCode = code,
            Labels = labels,
            Quantity = quantity,
            Unit = "month",
            UnitPrice = price,
        };

    private static bool IsDeduction(PayrollLine line) => line.ItemCode.StartsWith('5');

    private static decimal Round(decimal amount) => Math.Round(amount / FiveCentimes, MidpointRounding.AwayFromZero) * FiveCentimes;

    private static string Labels(string fr, string en, string de) =>
        JsonSerializer.Serialize(
            new Dictionary<string, string>
            {
                ["fr"] = fr,
                ["en"] = en,
                ["de"] = de,
            }
        );

    private sealed record Deduction(string Code, string Fr, string En, string De, decimal? RateEe, decimal? RateEr)
    {
        public PayrollLine Line(decimal gross)
        {
            var (ee, er) = (gross * RateEe, gross * RateEr);
            return new PayrollLine
            {
                ItemCode = Code,
                Labels = Labels(Fr, En, De),
                Base = gross,
                RateEe = RateEe,
                RateEr = RateEr,
                AmountEe = ee is null ? null : Round(ee.Value),
                AmountEr = er is null ? null : Round(er.Value),
                RoundingDelta = ee is null ? null : Round(ee.Value) - ee.Value,
                Formula = string.Create(CultureInfo.InvariantCulture, $"{gross} x {RateEe ?? RateEr}"),
            };
        }
    }
}
