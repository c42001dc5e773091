using System.Diagnostics.Metrics;
using System.Text;
using MediatR;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using Pinnokio.Application.Behaviours;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Tests.Behaviours;

public sealed class CachingBehaviourTests : IDisposable
{
    private static readonly CacheTag _tag = new(Guid.NewGuid(), "employees");
    private static readonly CacheSpec _spec = new("cache:user:company:hr:employees", _tag);

    private readonly ICacheStore _cache = Substitute.For<ICacheStore>();
    private readonly CacheLoads _loads = new();
    private readonly CacheMetrics _metrics = new(new Meters());
    private readonly Clock _clock = new();
    private int _loaded;

    public CachingBehaviourTests()
    {
        _cache.Keeps(_tag.DataType).Returns(true);
        Finds("v1");
    }

    [Fact]
    public async Task ServesTheStoredBytes_WithoutLoading()
    {
        Finds("v1", "[\"stored\"]");
        var answer = await AskAsync(new Query(_spec));
        answer.Source.ShouldBe(DataSource.Cache);
        Encoding.UTF8.GetString(answer.Payload.Json.Span).ShouldBe("[\"stored\"]");
        _loaded.ShouldBe(0);
    }

    [Fact]
    public async Task KeepsWhatItLoaded_UnderTheVersionSeenBefore()
    {
        var answer = await AskAsync(
            new Query(_spec),
            () =>
            {
                Finds("v2");
                return Answer.Of("loaded");
            }
        );
        answer.Source.ShouldBe(DataSource.Database);
        await _cache
            .Received(1)
            .StoreAsync(_spec, "v1", Arg.Is<ReadOnlyMemory<byte>>(p => IsJson(p, "\"loaded\"")), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task KeepsTodaysPayload_UntilTheDayOfTheQuestionEnds()
    {
        _clock.Now = new(2026, 3, 1, 23, 59, 59, TimeSpan.Zero);
        var today = _spec with { ForTodayOnly = true };
        var asked = today with { Until = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero) };
        _cache.LookUpAsync(asked, Arg.Any<CancellationToken>()).Returns(new CacheLookup("v1", default, false));
        await AskAsync(
            new Query(today),
            () =>
            {
                _clock.Now = _clock.Now.AddSeconds(2);
                return Answer.Of("yesterday's");
            }
        );
        await _cache.Received(1).StoreAsync(asked, "v1", Arg.Any<ReadOnlyMemory<byte>>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task KeepsNothing_WhenTheCacheIsAway()
    {
        Finds(null);
        (await AskAsync(new Query(_spec))).Source.ShouldBe(DataSource.Database);
        await NothingIsStoredAsync();
    }

    [Fact]
    public async Task KeepsNothing_WhenNothingWasFound()
    {
        await AskAsync(new Query(_spec), () => Answer.Of(null));
        await NothingIsStoredAsync();
    }

    [Fact]
    public async Task KeepsNothing_WhenTheLoadFails()
    {
        await Should.ThrowAsync<InvalidOperationException>(() =>
            AskAsync(new Query(_spec), () => throw new InvalidOperationException("broken"))
        );
        await NothingIsStoredAsync();
        (await AskAsync(new Query(_spec))).Source.ShouldBe(DataSource.Database);
    }

    [Fact]
    public async Task ReloadsAndReplaces_WhenARefreshIsForced()
    {
        Finds("v1", "[\"stored\"]");
        (await AskAsync(new Query(_spec, ForceRefresh: true))).Source.ShouldBe(DataSource.Database);
        _loaded.ShouldBe(1);
        await _cache.Received(1).StoreAsync(_spec, "v1", Arg.Any<ReadOnlyMemory<byte>>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task DoesNotAskTheCache_WhenTheCallIsNotCached()
    {
        await AskAsync(new Query(null));
        _loaded.ShouldBe(1);
        await _cache.DidNotReceiveWithAnyArgs().LookUpAsync(default, default);
    }

    [Fact]
    public async Task DoesNotAskTheCache_WhenTheTypeIsTurnedOff()
    {
        _cache.Keeps(_tag.DataType).Returns(false);
        await AskAsync(new Query(_spec));
        _loaded.ShouldBe(1);
        await _cache.DidNotReceiveWithAnyArgs().LookUpAsync(default, default);
    }

    [Fact]
    public async Task LoadsOnce_WhenManyMissTogether()
    {
        var loading = new TaskCompletionSource<Answer>();
        var calls = Enumerable.Range(0, 20).Select(_ => AskAsync(new Query(_spec), () => loading.Task)).ToList();
        loading.SetResult(await Answer.Of("loaded"));
        await Task.WhenAll(calls);
        _loaded.ShouldBe(1);
    }

    [Fact]
    public async Task SharesNoLoad_WhenAWriteCameBetweenTwoMisses()
    {
        var loading = new TaskCompletionSource<Answer>();
        var before = AskAsync(new Query(_spec), () => loading.Task);
        Finds("v2");
        var after = await AskAsync(new Query(_spec), () => Answer.Of("after"));
        after.Payload.Value.ShouldBe("after");
        loading.SetResult(await Answer.Of("before"));
        (await before).Payload.Value.ShouldBe("before");
        _loaded.ShouldBe(2);
    }

    [Fact]
    public async Task SharesNoLoad_WhenTheCacheIsAway()
    {
        Finds(null);
        var loading = new TaskCompletionSource<Answer>();
        var first = AskAsync(new Query(_spec), () => loading.Task);
        (await AskAsync(new Query(_spec), () => Answer.Of("second"))).Payload.Value.ShouldBe("second");
        loading.SetResult(await Answer.Of("first"));
        (await first).Payload.Value.ShouldBe("first");
    }

    public void Dispose() => _loads.Dispose();

    private Task<Answer> AskAsync(Query query, Func<Task<Answer>>? load = null) =>
        new CachingBehaviour<Query, Answer>(_cache, _loads, _metrics, _clock, NullLogger<CachingBehaviour<Query, Answer>>.Instance).Handle(
            query,
            CancellationToken.None,
            () =>
            {
                Interlocked.Increment(ref _loaded);
                return (load ?? (() => Answer.Of("loaded")))();
            }
        );

    private void Finds(string? version, string? payload = null) =>
        _cache
            .LookUpAsync(_spec, Arg.Any<CancellationToken>())
            .Returns(new CacheLookup(version, Encoding.UTF8.GetBytes(payload ?? ""), payload is not null));

    private Task NothingIsStoredAsync() => _cache.DidNotReceiveWithAnyArgs().StoreAsync(default, default!, default, default);

    private static bool IsJson(ReadOnlyMemory<byte> payload, string json) => Encoding.UTF8.GetString(payload.Span) == json;

    internal sealed record Query(CacheSpec? Cache, bool ForceRefresh = false) : IQuery<Answer>, ICacheable;

    internal sealed record Answer(Payload<string?> Payload, DataSource Source) : ICachedAnswer<Answer>
    {
        Payload ICachedAnswer<Answer>.Payload => Payload;

        public static Task<Answer> Of(string? value) =>
            Task.FromResult(new Answer(Application.Common.Payload.Of(value), DataSource.Database));

        public static Answer FromCache(ReadOnlyMemory<byte> json) => new(new Payload<string?>(json), DataSource.Cache);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 9, 30, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Meters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose() { }
    }
}
