using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Registry;

/// <summary><c>HR_COMPANY_ACCESS=members</c>: a call made by a user touches that user's sessions alone. In process, where nothing else runs.</summary>
[Collection(OwnRegistryApp.Collection)]
public sealed class OwnershipTests(OwnRegistryApp registry)
{
    private readonly string _user = RegistryApp.NewUser();

    [Theory]
    [InlineData("REGISTRY.register_user", "user_id,session_id")]
    [InlineData("REGISTRY.heartbeat", "session_id")]
    [InlineData("REGISTRY.get_user", "user_id")]
    [InlineData("REGISTRY.unregister_session", "session_id")]
    public async Task IsForbidden_ForAnotherUser(string method, string arguments)
    {
        var session = "tab-" + _user;
        await registry.App.RegisterAsync(_user, session);
        var call = arguments.Split(',').ToDictionary(name => name, name => name == "user_id" ? _user : session);
        (await registry.App.RpcAsync(method, call, userId: "ben")).ShouldBeRefused("FORBIDDEN");
        (await registry.App.IsOnlineAsync(_user)).ShouldBeTrue();
        (await registry.App.RpcAsync(method, call, userId: _user)).Ok.ShouldBeTrue();
    }

    [Theory]
    [InlineData("register_listener")]
    [InlineData("update_listener_heartbeat")]
    [InlineData("check_listener_status")]
    [InlineData("unregister_listener")]
    [InlineData("list_user_listeners")]
    [InlineData("cleanup_user_listeners")]
    public async Task IsForbidden_ForAnotherUsersListeners(string method)
    {
        var call = new Dictionary<string, string> { ["user_id"] = _user, ["listener_type"] = "chat" };
        if (method == "cleanup_user_listeners")
        {
            call.Remove("listener_type");
        }

        (await registry.App.RpcAsync($"REGISTRY.{method}", call, userId: "ben")).ShouldBeRefused("FORBIDDEN");
        (await registry.App.RpcAsync($"REGISTRY.{method}", call, userId: _user)).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task ListsEverybody_ForServicesOnly()
    {
        await registry.App.RegisterAsync(_user, "tab-" + _user);
        (await registry.App.RpcAsync("REGISTRY.list_online", userId: _user)).ShouldBeRefused("FORBIDDEN");
        var users = (await registry.App.RpcAsync("REGISTRY.list_online")).Data.GetProperty("users");
        users.EnumerateArray().Select(user => user.GetProperty("user_id").GetString()).ShouldContain(_user);
    }

    [Fact]
    public async Task PublishesTheEdge_OnTheUsersStream()
    {
        var before = await registry.App.TailAsync(_user);
        await registry.App.RegisterAsync(_user, "tab-" + _user);
        (await registry.App.TypesAfterAsync(_user, before)).ShouldBe(["presence.online"]);
    }
}
