using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Domain.Tests.Hr;

public sealed class ContractTermTests
{
    [Fact]
    public void Ends_CuttingTheTrialShort()
    {
        var contract = Sample.Contract("2026-01-01");
        contract.TrialEndDate = Day("2026-03-31");

        contract.End(Day("2026-02-15"));

        (contract.EndDate, contract.TrialEndDate, contract.State).ShouldBe((Day("2026-02-15"), Day("2026-02-15"), ContractState.Ended));
        Should.NotThrow(contract.EnsureConsistent);
    }

    [Fact]
    public void Ends_LeavingAFinishedTrialAlone()
    {
        var contract = Sample.Contract("2026-01-01");
        contract.TrialEndDate = Day("2026-01-31");

        contract.End(Day("2026-02-15"));

        contract.TrialEndDate.ShouldBe(Day("2026-01-31"));
    }

    [Fact]
    public void MayEndOnItsFirstDay() => Should.NotThrow(() => Sample.Contract("2026-01-01").End(Day("2026-01-01")));

    [Fact]
    public void CannotEnd_BeforeItStarts() =>
        Sample.Broken(
            () => Sample.Contract("2026-01-01").End(Day("2025-12-31")),
            "contract_end_date_before_start_date",
            nameof(Contract.EndDate)
        );

    [Fact]
    public void CannotEnd_WhenCancelled()
    {
        var contract = Sample.Contract();
        contract.Cancel(Sample.Now, null);

        Sample.Broken(() => contract.End(Day("2026-06-30")), "contract_cancelled", null);
    }

    [Fact]
    public void KeepsTheFirstInstant_WhenCancelledTwice()
    {
        var contract = Sample.Contract();

        contract.Cancel(Sample.Now, "never started");
        contract.Cancel(Sample.Now.AddDays(1), "never started");

        (contract.State, contract.CancelledAt, contract.CancelReason).ShouldBe((ContractState.Cancelled, Sample.Now, "never started"));
    }

    private static DateOnly Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);
}
