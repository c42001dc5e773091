using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Registry;

[Collection(RegistryApp.Collection)]
public sealed class ListOnlineTests(RegistryApp registry)
{
    private readonly string _user = RegistryApp.NewUser();

    [Fact]
    public async Task ListsByUserId_PageByPage()
    {
        await registry.App.RegisterAsync(_user + "a", "one-" + _user);
        await registry.App.RegisterAsync(_user + "a", "two-" + _user);
        await registry.App.RegisterAsync(_user + "b", "three-" + _user);
        // The server may hold back the first edges of its life, and with them the list.
        await Eventually.PassesAsync(async () =>
        {
            var first = (await registry.App.RpcAsync("REGISTRY.list_online", new { limit = 1, cursor = _user })).Data;
            var user = first.GetProperty("users").EnumerateArray().Single();
            user.GetProperty("user_id").GetString().ShouldBe(_user + "a");
            user.GetProperty("sessions").GetInt32().ShouldBe(2);
            var cursor = first.GetProperty("next_cursor").GetString();
            var second = (await registry.App.RpcAsync("REGISTRY.list_online", new { limit = 1, cursor })).Data;
            second.GetProperty("users").EnumerateArray().Single().GetProperty("user_id").GetString().ShouldBe(_user + "b");
        });
    }

    [Theory]
    [InlineData(0, null, "limit")]
    [InlineData(1_001, null, "limit")]
    [InlineData(1, "a:b", "cursor")]
    public async Task RefusesALimitOrACursor_ThatIsNone(int limit, string? cursor, string field) =>
        (await registry.App.RpcAsync("REGISTRY.list_online", new { limit, cursor })).ShouldBeRefused("INVALID_ARGS", field);
}
