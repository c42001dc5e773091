using Pinnokio.Api.Protection;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Protection;

public sealed class CallGateTests : IDisposable
{
    private static readonly TimeSpan _long = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _clock = new();
    private readonly CallGate _gate;

    public CallGateTests() => _gate = new CallGate(new ProtectionOptions { Running = 2, Queued = 1 }, _clock);

    [Fact]
    public void LetsInNoMoreThanItsSlots()
    {
        (_gate.TryEnter(), _gate.TryEnter(), _gate.TryEnter()).ShouldBe((true, true, false));
        _gate.Running.ShouldBe(2);
        _gate.Leave();
        _gate.TryEnter().ShouldBeTrue();
    }

    [Fact]
    public async Task HandsASlotToTheQueue_WhenACallEnds()
    {
        Fill();
        var waiting = _gate.EnterAsync(_long, CancellationToken.None);
        _gate.Queued.ShouldBe(1);

        _gate.Leave();

        (await waiting).ShouldBeTrue();
        _gate.Queued.ShouldBe(0);
    }

    [Fact]
    public void RefusesAtOnce_WhenTheQueueIsFull()
    {
        Fill();
        _ = _gate.EnterAsync(_long, CancellationToken.None);

        var refused = _gate.EnterAsync(_long, CancellationToken.None);

        refused.IsCompletedSuccessfully.ShouldBeTrue();
        _gate.Queued.ShouldBe(1);
    }

    [Theory]
    [InlineData(30_000, 250)]
    [InlineData(100, 100)]
    public async Task GivesUp_WhenTheWaitIsInVain(int callerWaitsMs, int refusedAfterMs)
    {
        Fill();
        var waiting = _gate.EnterAsync(TimeSpan.FromMilliseconds(callerWaitsMs), CancellationToken.None);
        _clock.Advance(TimeSpan.FromMilliseconds(refusedAfterMs - 1));
        waiting.IsCompleted.ShouldBeFalse();

        _clock.Advance(TimeSpan.FromMilliseconds(1));

        (await waiting).ShouldBeFalse();
        _gate.Leave();
        _gate.TryEnter().ShouldBeTrue();
    }

    [Fact]
    public async Task LeavesTheQueue_WhenTheCallerLeaves()
    {
        Fill();
        using var left = new CancellationTokenSource();
        var waiting = _gate.EnterAsync(_long, left.Token);

        await left.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(waiting);
        _gate.Queued.ShouldBe(0);
    }

    public void Dispose() => _gate.Dispose();

    private void Fill()
    {
        while (_gate.TryEnter()) { }
    }
}
