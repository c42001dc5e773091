using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Pinnokio.Api.Rpc;

namespace Pinnokio.Api.Tests.Rpc;

public sealed class RpcDocumentsTests : IAsyncLifetime
{
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        _app = builder.Build();
        new RpcDocuments(PublishedMethods.Catalog, new ServiceTokens(["secret"])).Map(_app);
        await _app.StartAsync();
        _client = _app.GetTestClient();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("/rpc/methods")]
    [InlineData("/openrpc.json")]
    public async Task AnswersJson_WithTheToken(string path)
    {
        using var first = await GetAsync(path, "secret");
        using var second = await GetAsync(path, "secret");

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        first.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
        var body = await first.Content.ReadAsStringAsync();
        JsonNode.Parse(body)!["methods"]!.AsArray().Count.ShouldBe(3);
        (await second.Content.ReadAsStringAsync()).ShouldBe(body);
    }

    [Theory]
    [InlineData("/rpc/methods", null)]
    [InlineData("/rpc/methods", "wrong")]
    [InlineData("/openrpc.json", null)]
    public async Task TellsNothing_WithoutTheToken(string path, string? token)
    {
        using var answer = await GetAsync(path, token);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("UNAUTHENTICATED");
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        return await _client.SendAsync(request);
    }
}
