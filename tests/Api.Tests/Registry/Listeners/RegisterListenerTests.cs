using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Registry.Listeners;

[Collection(RegistryApp.Collection)]
public sealed class RegisterListenerTests(RegistryApp registry)
{
    private readonly string _user = RegistryApp.NewUser();

    [Fact]
    public async Task RegistersThenRenews()
    {
        var first = (await registry.App.ListenerAsync("register_listener", _user)).Data;
        first.GetProperty("listener_id").GetString().ShouldBe("chat:s1:t1");
        first.GetProperty("status").GetString().ShouldBe("registered");
        first.GetProperty("ttl_seconds").GetInt32().ShouldBe(90);
        var second = (await registry.App.ListenerAsync("register_listener", _user)).Data;
        second.GetProperty("status").GetString().ShouldBe("renewed");
    }

    [Theory]
    [InlineData("a:b", "chat", null, null, "user_id")]
    [InlineData("anna", "a b", null, null, "listener_type")]
    [InlineData("anna", "", null, null, "listener_type")]
    [InlineData("anna", "chat", "a:b", null, "space_code")]
    [InlineData("anna", "chat", "s1", "", "thread_key")]
    public async Task RefusesAName_ThatIsNone(string user, string type, string? space, string? thread, string field)
    {
        var call = new
        {
            user_id = user,
            listener_type = type,
            space_code = space,
            thread_key = thread,
        };
        (await registry.App.RpcAsync("REGISTRY.register_listener", call)).ShouldBeRefused("INVALID_ARGS", field);
    }
}
