using System.Text.Json;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Registry;

[Collection(RegistryApp.Collection)]
public sealed class GetUserTests(RegistryApp registry)
{
    private readonly string _user = RegistryApp.NewUser();

    [Fact]
    public async Task ShowsEachSession_OldestFirst()
    {
        await registry.App.RegisterAsync(_user, "one-" + _user, "http://backend-1");
        await registry.App.RegisterAsync(_user, "two-" + _user);
        var user = await registry.App.GetUserAsync(_user);
        user.GetProperty("user_id").GetString().ShouldBe(_user);
        user.GetProperty("online").GetBoolean().ShouldBeTrue();
        var sessions = user.GetProperty("sessions").EnumerateArray().ToList();
        sessions.Count.ShouldBe(2);
        var routed = sessions.Single(s => s.GetProperty("session_id").GetString() == "one-" + _user);
        routed.GetProperty("backend_route").GetString().ShouldBe("http://backend-1");
        routed
            .GetProperty("registered_at")
            .GetDateTimeOffset()
            .ShouldBeLessThanOrEqualTo(user.GetProperty("last_seen").GetDateTimeOffset());
        sessions.Select(s => s.GetProperty("registered_at").GetDateTimeOffset()).ShouldBeInOrder();
    }

    [Fact]
    public async Task IsOffline_WhenNeverSeen()
    {
        var user = await registry.App.GetUserAsync(_user);
        user.GetProperty("online").GetBoolean().ShouldBeFalse();
        user.GetProperty("last_seen").ValueKind.ShouldBe(JsonValueKind.Null);
        user.GetProperty("sessions").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task RefusesAUser_ThatIsNone() =>
        (await registry.App.RpcAsync("REGISTRY.get_user", new { user_id = "" })).ShouldBeRefused("INVALID_ARGS", "user_id");
}
