using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Support;

public sealed class EventuallyTests
{
    [Fact]
    public async Task ReturnsAsSoonAsTheConditionHolds()
    {
        var looks = 0;
        await Eventually.HoldsAsync(() => ++looks == 3);
        looks.ShouldBe(3);
    }

    [Fact]
    public async Task NamesTheCondition_WhenItNeverHolds()
    {
        var never = false;
        var failure = await Should.ThrowAsync<TimeoutException>(() => Eventually.HoldsAsync(() => never, TimeSpan.FromMilliseconds(50)));
        failure.Message.ShouldContain("() => never");
    }

    [Fact]
    public async Task FailsWithTheLastFailure_WhenAnAssertionNeverPasses()
    {
        var failure = await Should.ThrowAsync<TimeoutException>(() =>
            Eventually.PassesAsync(() => throw new InvalidOperationException("still stale"), TimeSpan.FromMilliseconds(50))
        );
        failure.Message.ShouldContain("still stale");
    }
}
