using Pinnokio.Api.Rpc;
using Pinnokio.Api.Tests.Hr;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Rpc;

/// <summary>Load, then listen: a read says where to listen from.</summary>
[Collection(HrApp.Collection)]
public sealed class StreamPositionHeaderTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;
    private readonly string _user = $"user-{Guid.NewGuid():N}";

    [Fact]
    public async Task GivesWhatHappenedSinceTheLoad()
    {
        await PublishAsync();
        var position = Position(await _app.RpcAsync("HR.check_connection", userId: _user));
        var published = (await PublishAsync()).Data.GetProperty("id").GetString();
        var page = (await _app.RpcAsync("EVENTS.read", new { user_id = _user, after = position })).Data;
        page.TryGetProperty("gap", out _).ShouldBeFalse();
        page.GetProperty("events").EnumerateArray().Last().GetProperty("id").GetString().ShouldBe(published);
    }

    [Fact]
    public async Task IsLeftOut_WithoutAUserAndOnWrites()
    {
        Position(await _app.RpcAsync("HR.check_connection")).ShouldBeNull();
        Position(await _app.RpcAsync("HR.check_connection", userId: "a:b")).ShouldBeNull();
        Position(await PublishAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task IsLeftOutAndTheReadAnswered_WhileRedisIsAway()
    {
        await using var redis = await TestRedis.StartPrivateAsync();
        await using var app = await PinnokioApp.StartAsync(redisPort: redis.Port);
        await Eventually.HoldsAsync(async () => Position(await app.RpcAsync("HR.check_connection", userId: _user)) is not null);
        await redis.KillAsync();
        await Eventually.HoldsAsync(async () => Position(await app.RpcAsync("HR.check_connection", userId: _user)) is null);
        (await app.RpcAsync("HR.check_connection", userId: _user)).Ok.ShouldBeTrue();
    }

    private Task<RpcReply> PublishAsync() =>
        _app.RpcAsync(
            "EVENTS.publish",
            new
            {
                channel = $"user:{_user}",
                type = "notif.sync",
                payload = new { },
            },
            userId: _user
        );

    private static string? Position(RpcReply reply) =>
        reply.Headers.TryGetValues(StreamPositions.Header, out var values) ? values.Single() : null;
}
