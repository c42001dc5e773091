using System.Net;
using System.Text.Json;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hub;

/// <summary>Who gets in, and what the others are told before the upgrade.</summary>
public sealed class HandshakeTests(HubApp hub) : IClassFixture<HubApp>
{
    private readonly string _user = hub.NewUser();

    [Theory]
    [InlineData("", 400, "uid")]
    [InlineData("uid=", 400, "uid")]
    [InlineData("uid=a%3Ab", 400, "uid")]
    [InlineData("uid=a&uid=b", 400, "uid")]
    [InlineData("uid=a&session_id=b%20c", 400, "session_id")]
    [InlineData("uid=a&space_code=b", 400, "thread_key")]
    [InlineData("uid=a&space_code=b&thread_key=c%3Ad", 400, "thread_key")]
    public async Task NamesTheField_WhenTheQueryIsBad(string query, int status, string field)
    {
        var refusal = await RefusalAsync(query);

        refusal.Status.ShouldBe(status);
        refusal.Error.GetProperty("code").GetString().ShouldBe("INVALID_ARGS");
        refusal.Error.GetProperty("field").GetString().ShouldBe(field);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task WantsAToken(string? token)
    {
        var refusal = await RefusalAsync($"uid={_user}", token);

        refusal.Status.ShouldBe(401);
        refusal.Error.GetProperty("code").GetString().ShouldBe("UNAUTHENTICATED");
    }

    [Theory]
    [InlineData("token")]
    [InlineData("access_token")]
    [InlineData("Authorization")]
    [InlineData("api_key")]
    public async Task RefusesATokenInTheQuery(string name) =>
        (await RefusalAsync($"uid={_user}&{name}={PinnokioApp.Token}")).Error.GetProperty("reason").GetString().ShouldBe("token_in_query");

    [Fact]
    public async Task TakesATicketOnce()
    {
        var ticket = await hub.TicketAsync(_user, "tab-7");
        await using (var client = await HubClient.ConnectAsync(hub.Address, $"ticket={ticket}", token: null))
        {
            var hello = await client.NextAsync("hello");
            hello.GetProperty("uid").GetString().ShouldBe(_user);
            hello.GetProperty("session_id").GetString().ShouldBe("tab-7");
        }

        (await RefusalAsync($"ticket={ticket}", token: null)).Status.ShouldBe(401);
    }

    [Theory]
    [InlineData("uid=someone", "uid")]
    [InlineData("session_id=another", "session_id")]
    public async Task RefusesATicketOfAnother(string query, string field)
    {
        var ticket = await hub.TicketAsync(_user, "tab-7");
        var refusal = await RefusalAsync($"{query}&ticket={ticket}", token: null);

        refusal.Status.ShouldBe(403);
        refusal.Error.GetProperty("field").GetString().ShouldBe(field);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    public async Task RefusesAForeignOrigin(string origin)
    {
        var ticket = await hub.TicketAsync(_user, "tab-7");

        (await RefusalAsync($"ticket={ticket}", token: null, origin)).Status.ShouldBe(403);
        (await RefusalAsync($"uid={_user}", PinnokioApp.Token, origin)).Status.ShouldBe(403);
        await using var client = await HubClient.ConnectAsync(hub.Address, $"ticket={ticket}", token: null); // it was not spent
        await client.NextAsync("hello");
    }

    [Fact]
    public async Task TakesItsOwnOriginAndThoseOfTheList()
    {
        foreach (var origin in new[] { $"http://{hub.Address.Authority}", HubApp.AllowedOrigin })
        {
            await using var client = await HubClient.ConnectAsync(hub.Address, $"uid={_user}", origin: origin);
            await client.NextAsync("hello");
        }
    }

    [Fact]
    public async Task RefusesTheEleventhSocketOfAUser()
    {
        var clients = new List<HubClient>();
        for (var i = 0; i < 10; i++)
        {
            clients.Add(await hub.ReadyAsync(_user));
        }

        var refusal = await RefusalAsync($"uid={_user}");
        refusal.Status.ShouldBe(429);
        refusal.Error.GetProperty("code").GetString().ShouldBe("RATE_LIMITED");
        await clients[0].LeaveAsync();
        await Eventually.PassesAsync(async () =>
        {
            await using var next = await hub.ReadyAsync(_user);
        });
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task AsksForAnUpgrade_WhenItIsAPlainRequest()
    {
        using var response = await hub.App.Client.GetAsync($"/ws?uid={_user}");

        response.StatusCode.ShouldBe(HttpStatusCode.UpgradeRequired);
        response.Headers.Upgrade.ToString().ShouldBe("websocket");
        (await RpcReply.ReadAsync(response, default)).Code.ShouldBe("INVALID_ARGS");
    }

    private async Task<(int Status, JsonElement Error)> RefusalAsync(string query, string? token = PinnokioApp.Token, string? origin = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(hub.Address, $"/ws?{query}"));
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.ParseAdd("websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var client = new HttpClient();
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var reply = await RpcReply.ReadAsync(response, default);
        return ((int)response.StatusCode, reply.Error);
    }
}
