using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Domain.Tests.Hr;

public sealed class ContractTermTests
{
    [Theory]
    [InlineData("2026-01-31", false)]
    [InlineData("2026-02-01", true)]
    [InlineData("2026-02-28", true)]
    [InlineData("2026-03-01", false)]
    public void CoversBothEnds(string day, bool expected) =>
        Sample.Contract("2026-02-01", "2026-02-28").Covers(Day(day)).ShouldBe(expected);

    [Theory]
    [InlineData("2023-12-31", false)]
    [InlineData("2024-02-29", true)]
    [InlineData("2100-12-31", true)]
    public void CoversEveryLaterDay_WhenOpen(string day, bool expected) =>
        Sample.Contract("2024-01-01").Covers(Day(day)).ShouldBe(expected);

    [Theory]
    [InlineData(ContractState.Active, true, true)]
    [InlineData(ContractState.Ended, true, true)]
    [InlineData(ContractState.Draft, true, false)]
    [InlineData(ContractState.Cancelled, true, false)]
    [InlineData(ContractState.Active, false, false)]
    [InlineData(ContractState.Ended, false, false)]
    public void CoversOnlyWhatTookEffect(string state, bool isActive, bool expected)
    {
        var contract = Sample.Contract("2026-01-01", "2026-12-31");
        (contract.State, contract.IsActive) = (state, isActive);

        contract.Covers(Day("2026-06-15")).ShouldBe(expected);
    }

    [Fact]
    public void Ends_CuttingTheTrialShort()
    {
        var contract = Sample.Contract("2026-01-01");
        contract.TrialEndDate = Day("2026-03-31");

        contract.End(Day("2026-02-15"));

        (contract.EndDate, contract.TrialEndDate, contract.State).ShouldBe((Day("2026-02-15"), Day("2026-02-15"), ContractState.Ended));
        (contract.Covers(Day("2026-02-15")), contract.Covers(Day("2026-02-16"))).ShouldBe((true, false));
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
    public void FreesItsDays_WhenCancelled()
    {
        var contract = Sample.Contract();

        contract.Cancel(Sample.Now, "never started");
        contract.Cancel(Sample.Now.AddDays(1), "never started");

        (contract.State, contract.CancelledAt, contract.CancelReason).ShouldBe((ContractState.Cancelled, Sample.Now, "never started"));
        contract.Covers(contract.StartDate).ShouldBeFalse();
    }

    private static DateOnly Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);
}
