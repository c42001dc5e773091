using System.Text;
using Pinnokio.Application.Events.Contracts;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Events;

/// <summary>What every event bus promises; each adapter runs it as a class of its own.</summary>
public abstract class EventBusTests
{
    private const int All = 2 * IEventBus.Kept;

    protected string User { get; } = $"user-{Guid.NewGuid():N}";

    protected static CancellationToken Never => CancellationToken.None;

    protected abstract IEventBus Bus { get; }

    /// <summary>The bus as another replica has it; the same one where there is one replica alone.</summary>
    protected virtual IEventBus Other => Bus;

    [Fact]
    public async Task HasAPositionToStartFrom_BeforeAnythingIsPublished()
    {
        var tail = await Bus.TailAsync(User, Never);
        (await Other.TailAsync(User, Never)).ShouldBe(tail);
        StreamPosition.TryParse(tail.ToString(), out var parsed).ShouldBeTrue();
        parsed.ShouldBe(tail);
        var read = await Bus.ReadAsync(User, tail, All, Never);
        (read.Gap, read.Entries.Count, read.Tail).ShouldBe((StreamGap.None, 0, tail));
    }

    [Fact]
    public async Task ReadsWhatWasPublishedInOrder_WithTheVeryBytes()
    {
        var start = await Bus.TailAsync(User, Never);
        string[] texts = ["""{"type":"a","payload":{"name":"Zoé 🙂"}}""", """{"type":"b"}""", """{ "type" : "c", "x": "\u0000\n" }"""];
        var positions = new List<StreamPosition>();
        foreach (var text in texts)
            positions.Add((await PublishAsync(text)).Position);

        positions.Aggregate(start, (last, next) => next.Follows(last) && next.IsAfter(last) ? next : default).ShouldBe(positions[^1]);
        var read = await Other.ReadAsync(User, start, All, Never);
        read.Gap.ShouldBe(StreamGap.None);
        read.Tail.ShouldBe(positions[^1]);
        read.Entries.Select(entry => entry.Position).ShouldBe(positions);
        read.Entries.Select(TextOf).ShouldBe(texts);
        read.Entries.ShouldAllBe(entry => entry.Channel == $"user:{User}" && !entry.IsMark);
    }

    [Fact]
    public async Task BeginsWithAMark_WhenTheFirstThingIsAnEvent()
    {
        var first = (await PublishAsync("""{"type":"a"}""")).Position;
        (await PublishAsync("""{"type":"b"}""")).Position.Follows(first).ShouldBeTrue();
        (await Bus.ReadAsync(User, first, All, Never)).Entries.Select(TextOf).ShouldBe(["""{"type":"b"}"""]);
    }

    [Fact]
    public async Task ReadsAtMostTheLimit()
    {
        var start = await Bus.TailAsync(User, Never);
        await PublishManyAsync(5);
        var read = await Bus.ReadAsync(User, start, 3, Never);
        read.Entries.Select(TextOf).ShouldBe([Numbered(1), Numbered(2), Numbered(3)]);
        var rest = await Bus.ReadAsync(User, read.Entries[^1].Position, 3, Never);
        rest.Entries.Select(TextOf).ShouldBe([Numbered(4), Numbered(5)]);
        rest.Tail.ShouldBe(rest.Entries[^1].Position);
        read.Tail.ShouldBe(rest.Tail);
    }

    [Fact]
    public async Task KeepsTheLastThousand_AndSaysSo()
    {
        var start = await Bus.TailAsync(User, Never);
        await PublishManyAsync(IEventBus.Kept);
        var all = await Bus.ReadAsync(User, start, All, Never);
        all.Gap.ShouldBe(StreamGap.None);
        all.Entries.Select(TextOf).ShouldBe(Enumerable.Range(1, IEventBus.Kept).Select(Numbered));

        await PublishManyAsync(1);
        var late = await Bus.ReadAsync(User, start, All, Never);
        (late.Gap, late.Entries.Count).ShouldBe((StreamGap.Trimmed, 0));
        (await Bus.ReadAsync(User, all.Entries[0].Position, All, Never)).Entries.Count.ShouldBe(IEventBus.Kept);
    }

    [Fact]
    public async Task RefusesAPosition_WhenNoEntryStandsThere()
    {
        var tail = await Bus.TailAsync(User, Never);
        var next = (await PublishAsync("""{"type":"a"}""")).Position;
        await GapIsAsync(StreamGap.UnknownPosition, next with { Offset = next.Offset ^ 1 });
        await GapIsAsync(StreamGap.UnknownPosition, next with { Offset = next.Offset + (1 << StreamPosition.MarkBits) });
        await GapIsAsync(StreamGap.UnknownPosition, next with { Offset = long.MaxValue });
        await GapIsAsync(StreamGap.Trimmed, tail with { Offset = 0 });
        await GapIsAsync(StreamGap.StreamLost, tail with { Epoch = tail.Epoch - 1 });
        await GapIsAsync(StreamGap.StreamLost, new StreamPosition(0, 0));
        await GapIsAsync(StreamGap.StreamLost, new StreamPosition(long.MaxValue, long.MaxValue));
    }

    [Fact]
    public async Task TellsNothingOfOtherUsers()
    {
        var neighbour = $"{User}-2";
        var mine = await Bus.TailAsync(User, Never);
        var theirs = await Bus.TailAsync(neighbour, Never);
        var listener = new Listener();
        await using var following = await Other.FollowAsync(neighbour, listener, Never);
        await PublishAsync("""{"type":"mine"}""");
        await Bus.PublishAsync(new NewEvent(neighbour, $"user:{neighbour}", """{"type":"theirs"}"""u8.ToArray()), Never);

        (await Bus.ReadAsync(neighbour, theirs, All, Never)).Entries.Select(TextOf).ShouldBe(["""{"type":"theirs"}"""]);
        var crossed = await Bus.ReadAsync(neighbour, mine, All, Never);
        crossed.Gap.ShouldNotBe(StreamGap.None);
        crossed.Entries.ShouldBeEmpty();
        await Eventually.HoldsAsync(() => listener.Texts.Any());
        listener.Texts.ShouldBe(["""{"type":"theirs"}"""]);
    }

    [Fact]
    public async Task PublishesOnce_WhenTheIdIsRepeated()
    {
        var listener = new Listener();
        await using var following = await Other.FollowAsync(User, listener, Never);
        var first = await PublishAsync("""{"type":"a"}""", "id-1");
        var again = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PublishAsync("""{"type":"a2"}""", "id-1", Other)));
        again.ShouldAllBe(answer => answer == new PublishedEvent(first.Position, true));
        first.Duplicate.ShouldBeFalse();

        var neighbour = await Bus.PublishAsync(new NewEvent($"{User}-2", $"user:{User}-2", "{\"type\":\"a\"}"u8.ToArray(), "id-1"), Never);
        neighbour.Duplicate.ShouldBeFalse();
        (await PublishAsync("""{"type":"b"}""", "id-2")).Position.Follows(first.Position).ShouldBeTrue();
        await Eventually.HoldsAsync(() => listener.Texts.Contains("""{"type":"b"}"""));
        listener.Texts.ShouldBe(["""{"type":"a"}""", """{"type":"b"}"""]);
    }

    [Fact]
    public async Task AllListenersHearTheSameInOrder_WhenManyPublishAtOnce()
    {
        const int Publishers = 8;
        const int Each = 50;
        var start = await Bus.TailAsync(User, Never);
        var listeners = Enumerable.Range(0, 4).Select(_ => new Listener()).ToArray();
        foreach (var (index, listener) in listeners.Index())
            await (index % 2 == 0 ? Bus : Other).FollowAsync(User, listener, Never);

        await Task.WhenAll(
            Enumerable
                .Range(0, Publishers)
                .Select(publisher =>
                    Task.Run(async () =>
                    {
                        for (var number = 0; number < Each; number++)
                            await PublishAsync($$"""{"type":"{{publisher}}-{{number}}"}""", bus: publisher % 2 == 0 ? Bus : Other);
                    })
                )
        );

        var written = (await Bus.ReadAsync(User, start, All, Never)).Entries.Select(entry => entry.Position).ToArray();
        written.Length.ShouldBe(Publishers * Each);
        foreach (var listener in listeners)
        {
            await Eventually.HoldsAsync(() => listener.Entries.Count >= written.Length);
            listener.Entries.Select(entry => entry.Position).ShouldBe(written);
            (listener.WasCalledTwiceAtOnce, listener.Interruptions).ShouldBe((false, 0));
        }
    }

    [Fact]
    public async Task HearsNothingMore_AfterItLeft()
    {
        var left = new Listener();
        var stayed = new Listener();
        var following = await Bus.FollowAsync(User, left, Never);
        await using var other = await Bus.FollowAsync(User, stayed, Never);
        await PublishAsync("""{"type":"a"}""");
        await Eventually.HoldsAsync(() => left.Entries.Any());
        await following.DisposeAsync();
        await following.DisposeAsync();
        await PublishAsync("""{"type":"b"}""");
        await Eventually.HoldsAsync(() => stayed.Texts.Contains("""{"type":"b"}"""));
        left.Texts.ShouldBe(["""{"type":"a"}"""]);
    }

    [Fact]
    public async Task MissesNothing_WhenItReadsAfterItBeganToFollow()
    {
        var start = await Bus.TailAsync(User, Never);
        using var ended = new CancellationTokenSource();
        var publishing = Task.Run(async () =>
        {
            while (!ended.IsCancellationRequested)
                await PublishAsync("""{"type":"a"}""", bus: Other);
        });
        await Eventually.HoldsAsync(async () => await Bus.TailAsync(User, Never) != start);
        var listener = new Listener();
        await using var following = await Bus.FollowAsync(User, listener, Never);
        var tail = (await Bus.ReadAsync(User, await Bus.TailAsync(User, Never), 1, Never)).Tail;
        await Eventually.HoldsAsync(() => listener.Entries.Any(entry => entry.Position.IsAfter(tail)));
        await ended.CancelAsync();
        await publishing;
        var heard = listener.Entries.Select(entry => entry.Position).ToArray();
        (heard[0].Number <= tail.Number + 1).ShouldBeTrue();
        heard.Zip(heard.Skip(1)).ShouldAllBe(pair => pair.Second.Follows(pair.First));
    }

    protected Task<PublishedEvent> PublishAsync(string json, string? eventId = null, IEventBus? bus = null) =>
        (bus ?? Bus).PublishAsync(new NewEvent(User, $"user:{User}", Encoding.UTF8.GetBytes(json), eventId), Never);

    protected async Task PublishManyAsync(int count)
    {
        foreach (var number in Enumerable.Range(1, count))
            await PublishAsync(Numbered(number));
    }

    protected static string Numbered(int number) => $$"""{"type":"a","n":{{number}}}""";

    protected static string TextOf(StreamEntry entry) => Encoding.UTF8.GetString(entry.Json.Span);

    private async Task GapIsAsync(StreamGap reason, StreamPosition position)
    {
        var read = await Bus.ReadAsync(User, position, All, Never);
        (read.Gap, read.Entries.Count).ShouldBe((reason, 0));
        (await Bus.TailAsync(User, Never)).ShouldBe(read.Tail);
    }
}
