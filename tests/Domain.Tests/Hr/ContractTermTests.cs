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

    [Theory]
    [InlineData("2026-01-01", "2026-01-31", "2026-02-01", null, false)]
    [InlineData("2026-01-01", "2026-01-31", "2026-01-31", null, true)]
    [InlineData("2026-01-01", null, "2030-01-01", "2030-01-01", true)]
    [InlineData("2026-01-01", null, "2025-12-31", "2025-12-31", false)]
    [InlineData("2026-05-05", "2026-05-05", "2026-05-05", "2026-05-05", true)]
    public void OverlapsOnASharedDay(string start, string? end, string otherStart, string? otherEnd, bool expected)
    {
        var (one, other) = (Sample.Contract(start, end), Sample.Contract(otherStart, otherEnd));

        (one.Overlaps(other), other.Overlaps(one)).ShouldBe((expected, expected));
    }

    public static TheoryData<Action<Contract>> Separations =>
        new()
        {
            c => c.State = ContractState.Cancelled,
            c => c.IsActive = false,
            c => c.ConcurrencyGroup = "side:1",
            c => c.EmployeeId = Guid.Empty,
            c => c.CompanyId = Guid.Empty,
        };

    [Theory]
    [MemberData(nameof(Separations))]
    public void OverlapsNothing_WhenSetApart(Action<Contract> separate)
    {
        var (one, other) = (Sample.Contract(), Sample.Contract());
        separate(other);

        (one.Overlaps(other), other.Overlaps(one)).ShouldBe((false, false));
    }

    [Fact]
    public void OverlapsADraft()
    {
        var (one, draft) = (Sample.Contract(), Sample.Contract());
        draft.State = ContractState.Draft;

        one.Overlaps(draft).ShouldBeTrue();
    }

    [Fact]
    public void OverlapsExactlyWhenSomeDayIsInBoth()
    {
        var first = new DateOnly(2024, 2, 20);
        var terms = from start in Gen.Choose(0, 20) from length in Gen.Choose(-1, 10) select (start, length);
        var pairs = from one in terms from other in terms select (one, other);

        Prop.ForAll(
                pairs.ToArbitrary(),
                pair =>
                {
                    var (one, other) = (Term(pair.one), Term(pair.other));
                    return one.Overlaps(other)
                        == Enumerable.Range(0, 40).Any(n => one.Covers(first.AddDays(n)) && other.Covers(first.AddDays(n)));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

        // A length of -1 stands for an open end.
        Contract Term((int start, int length) term)
        {
            var contract = Sample.Contract();
            contract.StartDate = first.AddDays(term.start);
            contract.EndDate = term.length < 0 ? null : contract.StartDate.AddDays(term.length);
            return contract;
        }
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
        contract.Overlaps(Sample.Contract()).ShouldBeFalse();
    }

    private static DateOnly Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);
}
