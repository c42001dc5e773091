using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Registry;

[Collection(RegistryApp.Collection)]
public sealed class RegisterUserTests(RegistryApp registry)
{
    private readonly string _user = RegistryApp.NewUser();

    [Fact]
    public async Task BringsTheUserOnline()
    {
        var answer = await registry.App.RegisterAsync(_user, "tab-" + _user, "http://backend-1");
        answer.GetProperty("success").GetBoolean().ShouldBeTrue();
        answer.GetProperty("ttl_seconds").GetInt32().ShouldBe(90);
        (await registry.App.IsOnlineAsync(_user)).ShouldBeTrue();
    }

    [Fact]
    public async Task TakesItsArgumentsByPosition_AsPythonCallersSendThem()
    {
        (await registry.App.RpcAsync("REGISTRY.register_user", args: [_user, "tab-" + _user, "route"])).Ok.ShouldBeTrue();
        (await registry.App.IsOnlineAsync(_user)).ShouldBeTrue();
    }

    [Fact]
    public async Task RenewsTheSession_WhenCalledAgainWithTheSameKey()
    {
        var call = new { user_id = _user, session_id = "tab-" + _user };
        await registry.App.RpcAsync("REGISTRY.register_user", call, idempotencyKey: "again");
        await registry.App.UnregisterAsync("tab-" + _user);
        (await registry.App.RpcAsync("REGISTRY.register_user", call, idempotencyKey: "again")).Ok.ShouldBeTrue();
        (await registry.App.IsOnlineAsync(_user)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("a:b", "tab", null, "user_id")]
    [InlineData("anna", " ", null, "session_id")]
    [InlineData("anna", "tab", 501, "backend_route")]
    public async Task RefusesAnArgument_ThatIsTooLongOrNoId(string userId, string sessionId, int? routeLength, string field)
    {
        var route = routeLength is { } length ? new string('x', length) : null;
        var call = new
        {
            user_id = userId,
            session_id = sessionId,
            backend_route = route,
        };
        (await registry.App.RpcAsync("REGISTRY.register_user", call)).ShouldBeRefused("INVALID_ARGS", field);
    }
}
