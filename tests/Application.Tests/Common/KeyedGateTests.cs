using Pinnokio.Application.Common;

namespace Pinnokio.Application.Tests.Common;

public sealed class KeyedGateTests
{
    private readonly KeyedGate<string> _gate = new();

    [Fact]
    public async Task LetsTheNextIn_AfterTheHolderLeaves()
    {
        var holder = await _gate.EnterAsync("key", default);
        var waiting = _gate.EnterAsync("key", default);
        waiting.IsCompleted.ShouldBeFalse();
        holder.Dispose();
        (await waiting).Dispose();
    }

    [Fact]
    public async Task KeepsKeysApart()
    {
        using var one = await _gate.EnterAsync("one", default);
        var other = _gate.EnterAsync("other", default);
        other.IsCompletedSuccessfully.ShouldBeTrue();
        (await other).Dispose();
    }

    [Fact]
    public async Task LetsAWaitingCallerLeave()
    {
        var holder = await _gate.EnterAsync("key", default);
        using var leaving = new CancellationTokenSource();
        var waiting = _gate.EnterAsync("key", leaving.Token);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        holder.Dispose();
        (await _gate.EnterAsync("key", default)).Dispose();
    }

    [Fact]
    public async Task OpensOnce_WhenAHolderLeavesTwice()
    {
        var holder = await _gate.EnterAsync("key", default);
        var second = _gate.EnterAsync("key", default);
        var third = _gate.EnterAsync("key", default);
        holder.Dispose();
        holder.Dispose();
        (await Task.WhenAny(second, third)).ShouldBe(second);
        third.IsCompleted.ShouldBeFalse();
        (await second).Dispose();
        (await third).Dispose();
    }

    [Fact]
    public async Task HasOneHolderAtATime_HoweverManyCome()
    {
        var inside = 0;
        var entered = 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 5_000),
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (number, ct) =>
            {
                using var holder = await _gate.EnterAsync("key", ct);
                Interlocked.Increment(ref inside).ShouldBe(1);
                entered++;
                await Task.Yield();
                Interlocked.Decrement(ref inside);
            }
        );
        entered.ShouldBe(5_000);
    }
}
