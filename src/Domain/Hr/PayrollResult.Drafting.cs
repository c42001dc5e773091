using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Domain.Hr;

public sealed partial class PayrollResult
{
    private const int MinutesInHour = 60;

    /// <summary>The draft of a payslip, at its place among the month's results.</summary>
    public static PayrollResult Draft(Payslip payslip, PayrollPlan plan, DateTimeOffset now)
    {
        if (plan.AlreadyPaid != 0)
        {
            payslip.Deduct(plan.AlreadyPaid);
        }

        var input = payslip.Input;
        var draft = new PayrollResult
        {
            CompanyId = input.Company.Id,
            EmployeeId = input.Employee.Id,
            ContractId = (
                input.Contracts.LastOrDefault(contract => contract.ConcurrencyGroup == Contract.MainGroup) ?? input.Contracts[^1]
            ).Id,
            ContractIds = [.. input.Contracts.Select(contract => contract.Id)],
            PeriodYear = (short)input.Month.Year,
            PeriodMonth = (short)input.Month.Month,
            PeriodStart = input.Month.First,
            PeriodEnd = input.Month.Last,
            Sequence = plan.Sequence,
            CorrectsId = plan.Corrects?.Id,
            Status = PayrollStatus.Draft,
            Days30 = (short?)payslip.Days30,
            WorkedMinutes = payslip.WorkedHours is { } hours ? (int)Math.Round(hours * MinutesInHour) : null,
            Cachets = (short?)payslip.Cachets,
            Gross = payslip.Gross,
            TotalEe = payslip.TotalEe,
            TotalEr = payslip.TotalEr,
            NetBeforeTax = payslip.NetBeforeTax,
            Tax = payslip.Tax,
            Allowances = payslip.Allowances,
            Expenses = payslip.Expenses,
            Advances = payslip.Advances,
            NetPayable = payslip.NetPayable,
            EmployerCost = payslip.EmployerCost,
            Currency = input.Contracts[0].Currency,
            RoundingMode = payslip.Rounding.Mode,
            Ytd = input.YearToDate.With(payslip.Bases),
            InputsHash = payslip.InputsHash,
            RulesVersion = payslip.RulesVersion,
            RatesSnapshot = UsedRate.Snapshot(input.Rates),
        };
        draft.Begin(now);
        draft.Lines.AddRange(payslip.Lines);
        return draft;
    }

    /// <summary>Moves on in the workflow, noting by whom and when; <see cref="PayrollStatus.Allows"/> says whether it may.</summary>
    public void MoveTo(string status, string? by, DateTimeOffset now)
    {
        Status = status;
        if (status == PayrollStatus.Validated)
        {
            (ApprovedBy, ApprovedAt) = (by, now);
        }
        else if (status == PayrollStatus.Paid)
        {
            PaidAt = now;
        }
    }
}
