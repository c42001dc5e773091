using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Registry;

[Collection(RegistryApp.Collection)]
public sealed class UnregisterSessionTests(RegistryApp registry)
{
    private readonly string _user = RegistryApp.NewUser();

    [Fact]
    public async Task EndsTheSession_AndLeavesTheOthers()
    {
        await registry.App.RegisterAsync(_user, "one-" + _user);
        await registry.App.RegisterAsync(_user, "two-" + _user);
        (await registry.App.UnregisterAsync("one-" + _user)).ShouldBeTrue();
        (await registry.App.IsOnlineAsync(_user)).ShouldBeTrue();
        (await registry.App.UnregisterAsync("two-" + _user)).ShouldBeTrue();
        (await registry.App.IsOnlineAsync(_user)).ShouldBeFalse();
        (await registry.App.BeatAsync("two-" + _user)).ShouldBeFalse();
    }

    [Fact]
    public async Task SaysThatItWasNotKnown_WhenCalledAgain()
    {
        await registry.App.RegisterAsync(_user, "tab-" + _user);
        (await registry.App.UnregisterAsync("tab-" + _user)).ShouldBeTrue();
        (await registry.App.UnregisterAsync("tab-" + _user)).ShouldBeFalse();
    }

    [Fact]
    public async Task RefusesASession_ThatIsNone() =>
        (await registry.App.RpcAsync("REGISTRY.unregister_session", new { session_id = "a b" })).ShouldBeRefused(
            "INVALID_ARGS",
            "session_id"
        );
}
