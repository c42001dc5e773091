using Pinnokio.Domain.Hr;

namespace Pinnokio.Infrastructure.Pdf;

/// <summary>All that a payslip shows. The contract and its type are absent where a deployed result names none.</summary>
internal sealed record PayslipFacts(
    PayrollResult Result,
    Company Company,
    Employee Employee,
    Contract? Contract,
    ContractType? ContractType,
    PayslipTotals Year
);

/// <summary>The totals of a month, or of a year so far.</summary>
internal sealed record PayslipTotals(decimal Gross, decimal TotalEe, decimal Tax, decimal NetPayable, decimal TotalEr, decimal EmployerCost)
{
    public static PayslipTotals Of(PayrollResult result) =>
        new(result.Gross, result.TotalEe, result.Tax, result.NetPayable, result.TotalEr, result.EmployerCost);

    public static PayslipTotals operator +(PayslipTotals a, PayslipTotals b) =>
        new(
            a.Gross + b.Gross,
            a.TotalEe + b.TotalEe,
            a.Tax + b.Tax,
            a.NetPayable + b.NetPayable,
            a.TotalEr + b.TotalEr,
            a.EmployerCost + b.EmployerCost
        );
}
