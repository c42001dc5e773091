using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Registry.Listeners;

[Collection(RegistryApp.Collection)]
public sealed class UnregisterListenerTests(RegistryApp registry)
{
    private readonly string _user = RegistryApp.NewUser();

    [Fact]
    public async Task EndsOneListener_AndLeavesTheOthers()
    {
        await registry.App.ListenerAsync("register_listener", _user);
        await registry.App.ListenerAsync("register_listener", _user, "t2");
        (await registry.App.ListenerAsync("unregister_listener", _user)).Data.GetProperty("known").GetBoolean().ShouldBeTrue();
        (await registry.App.ListenerAsync("unregister_listener", _user)).Data.GetProperty("known").GetBoolean().ShouldBeFalse();
        (await registry.App.ListenersAsync("list_user_listeners", _user)).Data.GetProperty("count").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task RefusesAUser_ThatIsNone() =>
        (await registry.App.ListenerAsync("unregister_listener", "a b")).ShouldBeRefused("INVALID_ARGS", "user_id");
}
