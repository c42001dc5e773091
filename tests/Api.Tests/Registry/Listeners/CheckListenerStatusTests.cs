using System.Text.Json;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Registry.Listeners;

[Collection(RegistryApp.Collection)]
public sealed class CheckListenerStatusTests(RegistryApp registry)
{
    private readonly string _user = RegistryApp.NewUser();

    [Fact]
    public async Task TellsWhetherTheListenerRuns()
    {
        var before = (await registry.App.ListenerAsync("check_listener_status", _user)).Data;
        before.GetProperty("active").GetBoolean().ShouldBeFalse();
        before.GetProperty("status").GetString().ShouldBe("inactive");
        before.GetProperty("listener").ValueKind.ShouldBe(JsonValueKind.Null);

        await registry.App.ListenerAsync("register_listener", _user);
        var after = (await registry.App.ListenerAsync("check_listener_status", _user)).Data;
        after.GetProperty("status").GetString().ShouldBe("active");
        after.GetProperty("listener").GetProperty("thread_key").GetString().ShouldBe("t1");
        (await registry.App.ListenerAsync("check_listener_status", _user, "t2")).Data.GetProperty("active").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task RefusesAUser_ThatIsNone() =>
        (await registry.App.ListenerAsync("check_listener_status", "")).ShouldBeRefused("INVALID_ARGS", "user_id");
}
