using System.Diagnostics;
using Pinnokio.Api.Protection;
using Pinnokio.Api.Tests.Rpc;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Protection;

/// <summary>What the limits look like to callers of <c>/rpc</c>.</summary>
public sealed class RpcProtectionTests
{
    private const string Ask = """{"method":"TEST.ask","args":["?"]""";
    private const string Change = """{"method":"TEST.change","args":["it"]""";
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task RefusesAUsersCallsBeyondTheRate_AndNobodyElses()
    {
        var entrance = new RpcEntrance(protection: new ProtectionOptions { PerUser = new CallRate(2, 2) }, clock: _clock);
        await entrance.CallAsync(Change + ",\"user_id\":\"anna\"}");
        await entrance.CallAsync(Change + ",\"user_id\":\"anna\"}");

        var refused = await entrance.CallAsync(Change + ",\"user_id\":\"anna\"}");

        refused.Status.ShouldBe(200);
        refused.Error("code").ShouldBe("RATE_LIMITED");
        refused.Error("outcome").ShouldBe("not_applied");
        refused.Error("retry_after_ms").ShouldBe("500");
        (await entrance.CallAsync(Ask + ",\"user_id\":\"ben\"}")).Json.GetProperty("ok").GetBoolean().ShouldBeTrue();
        (await entrance.CallAsync(Ask + "}")).Json.GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task TakesTheCallAgain_OnceTheAdviceWasHeeded()
    {
        var entrance = new RpcEntrance(protection: new ProtectionOptions { PerUser = new CallRate(2, 1) }, clock: _clock);
        await entrance.CallAsync(Ask + ",\"user_id\":\"anna\"}");
        var refused = await entrance.CallAsync(Ask + ",\"user_id\":\"anna\"}");
        refused.Error("outcome").ShouldBeNull();

        _clock.Advance(
            TimeSpan.FromMilliseconds(int.Parse(refused.Error("retry_after_ms")!, System.Globalization.CultureInfo.InvariantCulture))
        );

        (await entrance.CallAsync(Ask + ",\"user_id\":\"anna\"}")).Json.GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task LimitsEachTokenOnItsOwn()
    {
        var entrance = new RpcEntrance(protection: new ProtectionOptions { PerToken = new CallRate(1, 1) }, clock: _clock);
        await entrance.CallAsync(Ask + "}");

        (await entrance.CallAsync(Ask + "}")).Error("code").ShouldBe("RATE_LIMITED");
        var other = await entrance.CallAsync(Ask + "}", http => http.Request.Headers.Authorization = $"Bearer {RpcEntrance.OtherToken}");

        other.Json.GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task ShedsWithinMilliseconds_WhenSlotsAndQueueAreFull()
    {
        var release = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var entrance = new RpcEntrance(_ => release.Task, new ProtectionOptions { Running = 1, Queued = 1 }, _clock);
        var running = entrance.CallAsync(Change + "}");
        var queued = entrance.CallAsync(Change + "}");
        var times = new List<TimeSpan>();
        EntranceReply shed = null!;
        for (var i = 0; i < 21; i++)
        {
            var began = Stopwatch.GetTimestamp();
            shed = await entrance.CallAsync(Change + "}");
            times.Add(Stopwatch.GetElapsedTime(began));
        }

        shed.Status.ShouldBe(200);
        shed.Error("code").ShouldBe("OVERLOADED");
        shed.Error("outcome").ShouldBe("not_applied");
        shed.Error("retry_after_ms").ShouldBe("500");
        times.Order().ElementAt(10).ShouldBeLessThan(TimeSpan.FromMilliseconds(5)); // one may meet a collection
        release.SetResult("done");
        (await running).Body.ShouldContain("done");
        (await queued).Body.ShouldContain("done");
    }

    [Fact]
    public async Task TellsAQueuedCallThatTheServerIsBusy_WhenItsWaitWasInVain()
    {
        var release = new TaskCompletionSource<string>();
        var entrance = new RpcEntrance(_ => release.Task, new ProtectionOptions { Running = 1, Queued = 1 }, _clock);
        var running = entrance.CallAsync(Ask + "}");
        var queued = entrance.CallAsync(Ask + "}");

        _clock.Advance(TimeSpan.FromMilliseconds(250));

        (await queued).Error("code").ShouldBe("OVERLOADED");
        release.SetResult("done");
        await running;
        (await entrance.CallAsync(Ask + "}")).Body.ShouldContain("done");
    }

    [Fact]
    public async Task CountsTheWaitAsPartOfTheCallsTime()
    {
        var first = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource<string>();
        var calls = 0;
        var entrance = new RpcEntrance(
            _ => Interlocked.Increment(ref calls) == 1 ? first.Task : never.Task,
            new ProtectionOptions { Running = 1, Queued = 1 },
            _clock
        );
        _ = entrance.CallAsync(Ask + "}");
        var queued = entrance.CallAsync(Ask + ",\"timeout_ms\":300}");
        _clock.Advance(TimeSpan.FromMilliseconds(200));
        first.SetResult("done");
        await Eventually.HoldsAsync(() => Volatile.Read(ref calls) == 2);

        _clock.Advance(TimeSpan.FromMilliseconds(160)); // 100 that are left, and what cancelled work may take to unwind

        (await queued).Error("code").ShouldBe("TIMEOUT");
    }
}
