namespace Pinnokio.Domain.Hr.Payroll;

/// <summary>How a new payslip takes its place beside the results that a month has already; none of them is ever overwritten.</summary>
public sealed record PayrollPlan
{
    /// <summary>The result of the same inputs, which stands as it is.</summary>
    public PayrollResult? Standing { get; private init; }

    /// <summary>A validated or paid result that only a forced calculation may correct.</summary>
    public PayrollResult? Settled { get; private init; }

    /// <summary>The latest result, which the new one takes the place of, or corrects.</summary>
    public PayrollResult? Corrects { get; private init; }

    /// <summary>Whether that one was never paid, and is cancelled.</summary>
    public bool CancelsIt => Corrects is not null && PayrollStatus.Today(Corrects.Status) != PayrollStatus.Paid;
    public short Sequence { get; private init; }

    /// <summary>What the month's earlier results paid out.</summary>
    public decimal AlreadyPaid { get; private init; }

    /// <param name="month">All results of the month, cancelled ones too.</param>
    /// <param name="isForced">Whether what is validated or paid may be corrected.</param>
    public static PayrollPlan For(IReadOnlyCollection<PayrollResult> month, string inputsHash, bool isForced)
    {
        var living = month.Where(result => PayrollStatus.Today(result.Status) != PayrollStatus.Cancelled).ToList();
        var latest = living.MaxBy(result => result.Sequence);
        if (latest is not null && latest.InputsHash == inputsHash)
        {
            return new PayrollPlan { Standing = latest };
        }

        if (latest is not null && PayrollStatus.Today(latest.Status) != PayrollStatus.Draft && !isForced)
        {
            return new PayrollPlan { Settled = latest };
        }

        return new PayrollPlan
        {
            Corrects = latest,
            Sequence = month.Count == 0 ? (short)0 : (short)(month.Max(result => result.Sequence) + 1),
            AlreadyPaid = living.Where(result => PayrollStatus.Today(result.Status) == PayrollStatus.Paid).Sum(result => result.NetPayable),
        };
    }
}
