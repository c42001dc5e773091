using Pinnokio.Application.Common;

namespace Pinnokio.Application.Tests.Common;

public sealed class CacheLoadsTests : IDisposable
{
    private static readonly (string, string) _flight = ("key", "version");
    private readonly CacheLoads _loads = new();

    [Fact]
    public async Task GivesEveryCallerTheOneLoad_WhenTheyComeTogether()
    {
        var load = new TaskCompletionSource<string>();
        var started = 0;
        Task<string> LoadAsync()
        {
            Interlocked.Increment(ref started);
            return load.Task;
        }

        var calls = Enumerable.Range(0, 50).Select(_ => _loads.ShareAsync(_flight, LoadAsync, default)).ToList();
        calls.ShouldAllBe(call => !call.IsCompleted);
        load.SetResult("loaded");
        (await Task.WhenAll(calls)).ShouldAllBe(answer => answer == "loaded");
        started.ShouldBe(1);
    }

    [Fact]
    public async Task LoadsAnew_AfterAnEarlierLoadEnded()
    {
        (await _loads.ShareAsync(_flight, () => Task.FromResult("first"), default)).ShouldBe("first");
        (await _loads.ShareAsync(_flight, () => Task.FromResult("second"), default)).ShouldBe("second");
    }

    [Theory]
    [InlineData("key", "other version")]
    [InlineData("other key", "version")]
    public async Task SharesNothing_AcrossKeysAndVersions(string key, string version)
    {
        var first = new TaskCompletionSource<string>();
        var leader = _loads.ShareAsync(_flight, () => first.Task, default);
        (await _loads.ShareAsync((key, version), () => Task.FromResult("own"), default)).ShouldBe("own");
        first.SetResult("first");
        (await leader).ShouldBe("first");
    }

    [Fact]
    public async Task LetsTheNextCallerLead_WhenTheLeaderFails()
    {
        var failing = new TaskCompletionSource<string>();
        var leader = _loads.ShareAsync(_flight, () => failing.Task, default);
        var follower = _loads.ShareAsync(_flight, () => Task.FromResult("followed"), default);
        failing.SetException(new InvalidOperationException("broken"));
        await Should.ThrowAsync<InvalidOperationException>(() => leader);
        (await follower).ShouldBe("followed");
    }

    [Fact]
    public async Task LetsAWaitingCallerLeave_WithoutHarmToTheLoad()
    {
        var load = new TaskCompletionSource<string>();
        using var leaving = new CancellationTokenSource();
        var leader = _loads.ShareAsync(_flight, () => load.Task, default);
        var follower = _loads.ShareAsync(_flight, () => load.Task, leaving.Token);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => follower);
        load.SetResult("loaded");
        (await leader).ShouldBe("loaded");
    }

    [Fact]
    public async Task RunsSixtyFourLoadsAtATime()
    {
        var running = 0;
        var most = 0;
        var gate = new TaskCompletionSource();
        async Task<int> LoadAsync()
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            await gate.Task;
            return Interlocked.Decrement(ref running);
        }

        var loads = Enumerable.Range(0, 200).Select(_ => _loads.RunAsync(LoadAsync, default)).ToList();
        running.ShouldBe(64);
        gate.SetResult();
        await Task.WhenAll(loads);
        most.ShouldBe(64);
    }

    [Fact]
    public async Task GivesTheSlotBack_WhenALoadFailsOrItsCallerLeavesTheQueue()
    {
        for (var round = 0; round < 100; round++)
            await Should.ThrowAsync<InvalidOperationException>(() =>
                _loads.RunAsync<int>(() => throw new InvalidOperationException("broken"), default)
            );
        var held = new TaskCompletionSource<int>();
        var holders = Enumerable.Range(0, 64).Select(_ => _loads.RunAsync(() => held.Task, default)).ToList();
        using var leaving = new CancellationTokenSource();
        var queued = _loads.RunAsync(() => Task.FromResult(1), leaving.Token);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => queued);
        held.SetResult(0);
        await Task.WhenAll(holders);
        (await _loads.RunAsync(() => Task.FromResult(2), default)).ShouldBe(2);
    }

    public void Dispose() => _loads.Dispose();

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen) { }
    }
}
