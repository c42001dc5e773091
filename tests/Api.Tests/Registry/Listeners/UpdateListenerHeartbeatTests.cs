using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Registry.Listeners;

[Collection(RegistryApp.Collection)]
public sealed class UpdateListenerHeartbeatTests(RegistryApp registry)
{
    private readonly string _user = RegistryApp.NewUser();

    [Fact]
    public async Task SaysWhetherTheListenerIsKnown()
    {
        (await registry.App.ListenerAsync("update_listener_heartbeat", _user)).Data.GetProperty("known").GetBoolean().ShouldBeFalse();
        await registry.App.ListenerAsync("register_listener", _user);
        (await registry.App.ListenerAsync("update_listener_heartbeat", _user)).Data.GetProperty("known").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task RefusesAThread_ThatIsNone() =>
        (await registry.App.ListenerAsync("update_listener_heartbeat", _user, "a:b")).ShouldBeRefused("INVALID_ARGS", "thread_key");
}
