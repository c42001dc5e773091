using Pinnokio.Application.Events.Contracts;
using Pinnokio.Infrastructure.InProcess;
using Pinnokio.Infrastructure.Tests.Events;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.InProcess;

public sealed class InProcessEventBusTests : EventBusTests
{
    private readonly FakeTimeProvider _clock = new();

    public InProcessEventBusTests() => Bus = new InProcessEventBus(_clock);

    protected override IEventBus Bus { get; }

    [Fact]
    public async Task PublishesAgain_WhenTheIdIsTenMinutesOld()
    {
        await PublishAsync("""{"type":"a"}""", "id-1");
        _clock.Advance(TimeSpan.FromMinutes(9));
        (await PublishAsync("""{"type":"a"}""", "id-1")).Duplicate.ShouldBeTrue();
        _clock.Advance(TimeSpan.FromMinutes(1));
        (await PublishAsync("""{"type":"a"}""", "id-1")).Duplicate.ShouldBeFalse();
    }

    [Fact]
    public async Task LosesAStream_WhenNothingWasWrittenForADay()
    {
        var start = await Bus.TailAsync(User, Never);
        _clock.Advance(TimeSpan.FromHours(23));
        await PublishAsync("""{"type":"a"}""");
        _clock.Advance(TimeSpan.FromHours(23));
        (await Bus.ReadAsync(User, start, 10, Never)).Entries.Count.ShouldBe(1);
        _clock.Advance(TimeSpan.FromHours(1));
        var read = await Bus.ReadAsync(User, start, 10, Never);
        (read.Gap, read.Entries.Count).ShouldBe((StreamGap.StreamLost, 0));
        read.Tail.Epoch.ShouldBeGreaterThan(start.Epoch);
    }

    [Fact]
    public async Task ForgetsTheStreamsWrittenLongestAgo_WhenItIsFull()
    {
        var bus = new InProcessEventBus(_clock) { Limit = 100_000 };
        var json = new byte[10_000];
        var starts = new List<StreamPosition>();
        for (var user = 0; user < 10; user++)
        {
            starts.Add(await bus.TailAsync($"u{user}", Never));
            await bus.PublishAsync(new NewEvent($"u{user}", $"user:u{user}", json), Never);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        var gaps = new List<StreamGap>();
        for (var user = 0; user < 10; user++)
            gaps.Add((await bus.ReadAsync($"u{user}", starts[user], 10, Never)).Gap);
        gaps.ShouldBe([.. Enumerable.Repeat(StreamGap.StreamLost, 3), .. Enumerable.Repeat(StreamGap.None, 7)]);
    }
}
