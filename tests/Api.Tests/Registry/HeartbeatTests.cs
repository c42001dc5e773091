using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Registry;

[Collection(RegistryApp.Collection)]
public sealed class HeartbeatTests(RegistryApp registry)
{
    private readonly string _user = RegistryApp.NewUser();

    [Fact]
    public async Task SaysWhetherTheSessionIsKnown()
    {
        (await registry.App.BeatAsync("tab-" + _user)).ShouldBeFalse();
        await registry.App.RegisterAsync(_user, "tab-" + _user);
        (await registry.App.BeatAsync("tab-" + _user)).ShouldBeTrue();
    }

    [Fact]
    public async Task RenewsWhenItWasLastSeen()
    {
        await registry.App.RegisterAsync(_user, "tab-" + _user);
        var first = (await registry.App.GetUserAsync(_user)).GetProperty("last_seen").GetDateTimeOffset();
        await Eventually.HoldsAsync(async () =>
        {
            await registry.App.BeatAsync("tab-" + _user);
            return (await registry.App.GetUserAsync(_user)).GetProperty("last_seen").GetDateTimeOffset() > first;
        });
    }

    [Fact]
    public async Task RefusesASession_ThatIsNone() =>
        (await registry.App.RpcAsync("REGISTRY.heartbeat", new { session_id = "" })).ShouldBeRefused("INVALID_ARGS", "session_id");
}
