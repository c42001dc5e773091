using Pinnokio.Api.Protection;
using Pinnokio.Application.Common;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Protection;

public sealed class CallRatesTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void LetsABurstThrough_ThenOneCallPerDrip()
    {
        var rates = Rates(perUser: new CallRate(10, 5));

        Calls(rates, "anna", 6).ShouldBe([true, true, true, true, true, false]);
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        Calls(rates, "anna", 2).ShouldBe([true, false]);
        _clock.Advance(TimeSpan.FromHours(1));
        Calls(rates, "anna", 6).ShouldBe([true, true, true, true, true, false]);
    }

    [Fact]
    public void SaysWhenTheNextCallCanGo()
    {
        var rates = Rates(perUser: new CallRate(10, 1));
        rates.Refuse(0, "anna");

        var refusal = rates.Refuse(0, "anna").ShouldNotBeNull();

        refusal.Kind.ShouldBe(ErrorKind.RateLimited);
        refusal.RetryAfterMs.ShouldBe(100);
        _clock.Advance(TimeSpan.FromMilliseconds(99));
        rates.Refuse(0, "anna").ShouldNotBeNull().RetryAfterMs.ShouldBe(1);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        rates.Refuse(0, "anna").ShouldBeNull();
    }

    [Fact]
    public void LeavesAUserUntouched_WhenAnotherFloods()
    {
        var rates = Rates(perUser: new CallRate(10, 10));

        Calls(rates, "anna", 1_000).Count(passed => passed).ShouldBe(10);

        Calls(rates, "ben", 10).ShouldAllBe(passed => passed);
    }

    [Fact]
    public void LimitsATokenWhoeverItsUsersAre()
    {
        var rates = Rates(perToken: new CallRate(2, 2));

        rates.Refuse(0, "anna").ShouldBeNull();
        rates.Refuse(0, null).ShouldBeNull();
        rates.Refuse(0, "ben").ShouldNotBeNull().Code.ShouldBe("token_rate_limited");
        rates.Refuse(1, "ben").ShouldBeNull();
    }

    [Fact]
    public void LimitsNobody_WhenNothingIsSet() => Calls(Rates(), "anna", 10_000).ShouldAllBe(passed => passed);

    [Fact]
    public void KeepsItsStateBounded_WhenNewUsersNeverEnd()
    {
        var rates = Rates(perUser: new CallRate(1, 2));
        for (var i = 0; i < 3 * CallRates.MostUsers; i++)
        {
            rates.Refuse(0, $"user-{i}");
        }

        rates.KnownUsers.ShouldBe(CallRates.MostUsers);
        rates.Refuse(0, "user-0").ShouldBeNull(); // has its own bucket still
        rates.Refuse(0, "newcomer").ShouldNotBeNull();
    }

    [Fact]
    public void ForgetsUsersWhoseBucketIsFullAgain()
    {
        var rates = Rates(perUser: new CallRate(1, 1));
        for (var i = 0; i < CallRates.MostUsers; i++)
        {
            rates.Refuse(0, $"user-{i}");
        }

        _clock.Advance(TimeSpan.FromSeconds(2));

        rates.Refuse(0, "newcomer").ShouldBeNull();
        rates.KnownUsers.ShouldBe(1);
    }

    private CallRates Rates(CallRate? perUser = null, CallRate? perToken = null) =>
        new(new ProtectionOptions { PerUser = perUser, PerToken = perToken }, _clock);

    private static bool[] Calls(CallRates rates, string userId, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => rates.Refuse(0, userId) is null)];
}
