using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr;

public sealed partial class Contract
{
    /// <summary>Sets the last day, earlier or later than before; a trial period never outlives it.</summary>
    public void End(DateOnly lastDay)
    {
        if (State == ContractState.Cancelled)
        {
            throw new DomainRuleException("contract_cancelled", "A cancelled contract cannot be ended.");
        }

        new Rules("contract").NotBefore(lastDay, StartDate, nameof(EndDate), nameof(StartDate));
        EndDate = lastDay;
        TrialEndDate = TrialEndDate > lastDay ? lastDay : TrialEndDate;
        State = ContractState.Ended;
    }

    /// <summary>Takes the contract back as if it had never run; its days become free for another.</summary>
    public void Cancel(DateTimeOffset now, string? reason)
    {
        CancelledAt ??= now;
        CancelReason = reason;
        State = ContractState.Cancelled;
    }
}
