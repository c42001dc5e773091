using Pinnokio.Application.Common;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Leases;

/// <summary>What leases promise; each adapter runs it as a class of its own.</summary>
public abstract class LeasesTests
{
    private readonly string _name = $"test:{Guid.NewGuid():N}";

    protected static CancellationToken Never => CancellationToken.None;

    protected abstract ILeases Leases { get; }

    [Fact]
    public async Task IsRefused_WhileAnotherHoldsIt()
    {
        await using var held = await AcquireAsync(Leases, _name);
        (await Leases.TryAcquireAsync(_name, Never)).ShouldBeNull();
        held.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task IsFreeAtOnce_WhenGivenBack()
    {
        await (await AcquireAsync(Leases, _name)).DisposeAsync();
        await using var next = await Leases.TryAcquireAsync(_name, Never);
        next.ShouldNotBeNull();
    }

    [Fact]
    public async Task IsLost_WhenGivenBack()
    {
        var held = await AcquireAsync(Leases, _name);
        var lost = held.Lost;
        await held.DisposeAsync();
        lost.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task LeavesTheNextHolderAlone_WhenGivenBackTwice()
    {
        var first = await AcquireAsync(Leases, _name);
        await first.DisposeAsync();
        await using var second = await AcquireAsync(Leases, _name);
        await first.DisposeAsync();
        (await Leases.TryAcquireAsync(_name, Never)).ShouldBeNull();
        second.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task HasAHigherFence_AtEachTurn()
    {
        var fences = new List<long>();
        for (var turn = 0; turn < 20; turn++)
        {
            await using var held = await AcquireAsync(Leases, _name);
            fences.Add(held.Fence);
        }

        fences.ShouldBe(fences.Distinct().Order());
    }

    [Fact]
    public async Task GoesToOne_WhenManyWantIt()
    {
        await (await AcquireAsync(Leases, _name)).DisposeAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(() => Leases.TryAcquireAsync(_name, Never))));
        await using var won = answers.OfType<ILease>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task IsGiven_WhenAnotherNameIsHeld()
    {
        await using var one = await AcquireAsync(Leases, _name);
        await using var other = await AcquireAsync(Leases, _name + ":other");
        other.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task IsNotAskedFor_WhenTheCallerGaveUp() =>
        await Should.ThrowAsync<OperationCanceledException>(() => Leases.TryAcquireAsync(_name, new CancellationToken(true)));

    /// <summary>A server that has just started gives nothing away yet.</summary>
    internal static async Task<ILease> AcquireAsync(ILeases leases, string name)
    {
        ILease? lease = null;
        await Eventually.HoldsAsync(async () => (lease = await leases.TryAcquireAsync(name, Never)) is not null);
        return lease!;
    }
}
