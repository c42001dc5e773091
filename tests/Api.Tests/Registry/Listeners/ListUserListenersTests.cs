using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Registry.Listeners;

[Collection(RegistryApp.Collection)]
public sealed class ListUserListenersTests(RegistryApp registry)
{
    private readonly string _user = RegistryApp.NewUser();

    [Fact]
    public async Task ListsThemAll_OrThoseOfAType()
    {
        await registry.App.ListenerAsync("register_listener", _user);
        await registry.App.RpcAsync("REGISTRY.register_listener", new { user_id = _user, listener_type = "workflow" });
        var all = (await registry.App.ListenersAsync("list_user_listeners", _user)).Data;
        all.GetProperty("count").GetInt32().ShouldBe(2);
        all.GetProperty("listeners")[1].GetProperty("listener_id").GetString().ShouldBe("workflow");
        var chats = await registry.App.RpcAsync("REGISTRY.list_user_listeners", new { user_id = _user, listener_type = "chat" });
        chats.Data.GetProperty("listeners").EnumerateArray().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task IsEmpty_WhenNoneRuns() =>
        (await registry.App.ListenersAsync("list_user_listeners", _user)).Data.GetProperty("count").GetInt32().ShouldBe(0);

    [Fact]
    public async Task RefusesAUser_ThatIsNone() =>
        (await registry.App.ListenersAsync("list_user_listeners", "")).ShouldBeRefused("INVALID_ARGS", "user_id");
}
