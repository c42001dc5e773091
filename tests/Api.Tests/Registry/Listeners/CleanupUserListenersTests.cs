using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Registry.Listeners;

[Collection(RegistryApp.Collection)]
public sealed class CleanupUserListenersTests(RegistryApp registry)
{
    private readonly string _user = RegistryApp.NewUser();

    [Fact]
    public async Task ForgetsAllOfTheUser()
    {
        await registry.App.ListenerAsync("register_listener", _user);
        await registry.App.ListenerAsync("register_listener", _user, "t2");
        (await registry.App.ListenersAsync("cleanup_user_listeners", _user)).Data.GetProperty("removed").GetInt32().ShouldBe(2);
        (await registry.App.ListenersAsync("list_user_listeners", _user)).Data.GetProperty("count").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task RefusesAUser_ThatIsNone() =>
        (await registry.App.ListenersAsync("cleanup_user_listeners", "a:b")).ShouldBeRefused("INVALID_ARGS", "user_id");
}
