using Microsoft.Extensions.Logging.Abstractions;
using Pinnokio.Api.Rpc;
using Pinnokio.Application.Common;
using Pinnokio.Application.Events.Contracts;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Rpc;

public sealed class StreamPositionsTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ScriptedTails _bus = new();
    private readonly StreamPositions _positions;

    public StreamPositionsTests() =>
        _positions = new StreamPositions(_bus, new ReadBudget(TimeSpan.FromMilliseconds(50)), _clock, NullLogger<StreamPositions>.Instance);

    [Fact]
    public async Task AsksOnceInTwoSeconds()
    {
        var first = await _positions.BeforeLoadAsync("anna");
        _clock.Advance(TimeSpan.FromSeconds(1.9));
        (await _positions.BeforeLoadAsync("anna")).ShouldBeSameAs(first);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        (await _positions.BeforeLoadAsync("anna")).ShouldBe("1-2");
        (await _positions.BeforeLoadAsync("ben")).ShouldBe("1-3");
    }

    [Fact]
    public async Task SharesOneQuestion_WhenManyReadAtOnce()
    {
        _bus.Answer = new TaskCompletionSource<StreamPosition>();
        var reads = Enumerable.Range(0, 10).Select(_ => _positions.BeforeLoadAsync("anna").AsTask()).ToArray();
        _bus.Answer.SetResult(new StreamPosition(7, 7));
        (await Task.WhenAll(reads)).ShouldAllBe(position => position == "7-7");
        _bus.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task IsNothing_WhenTheBudgetIsOver()
    {
        _bus.Answer = new TaskCompletionSource<StreamPosition>();
        var read = _positions.BeforeLoadAsync("anna").AsTask();
        _clock.Advance(TimeSpan.FromMilliseconds(49));
        read.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        (await read).ShouldBeNull();
        (await _positions.BeforeLoadAsync("anna")).ShouldBeNull();
        _bus.Asked.ShouldBe(1);
        _bus.Answer = null;
        _clock.Advance(TimeSpan.FromMilliseconds(250));
        (await _positions.BeforeLoadAsync("anna")).ShouldBe("1-2");
    }

    [Fact]
    public async Task IsNothing_WhenTheStoreIsAwayOrTheUserIsNone()
    {
        _bus.Answer = new TaskCompletionSource<StreamPosition>();
        _bus.Answer.SetException(new AppException(AppError.Unavailable("Redis")));
        (await _positions.BeforeLoadAsync("anna")).ShouldBeNull();
        (await _positions.BeforeLoadAsync("a:b")).ShouldBeNull();
        _bus.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task IsNothing_WhenTheStoreFailsInAnyOtherWay()
    {
        _bus.Answer = new TaskCompletionSource<StreamPosition>();
        _bus.Answer.SetException(new InvalidOperationException("broken"));
        (await _positions.BeforeLoadAsync("anna")).ShouldBeNull();
        _bus.Answer = null;
        _clock.Advance(TimeSpan.FromMilliseconds(250));
        (await _positions.BeforeLoadAsync("anna")).ShouldBe("1-2");
    }

    [Fact]
    public async Task ForgetsAll_WhenThereAreTooManyUsers()
    {
        for (var user = 0; user < StreamPositions.MaxUsers; user++)
            await _positions.BeforeLoadAsync($"u{user}");
        await _positions.BeforeLoadAsync("u1");
        _bus.Asked.ShouldBe(StreamPositions.MaxUsers + 1);
    }
}
