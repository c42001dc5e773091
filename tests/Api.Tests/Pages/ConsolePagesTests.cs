using System.Net;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Pages;

public sealed class ConsolePagesTests : IAsyncLifetime, IDisposable
{
    private PinnokioApp _app = null!;
    private HttpClient _visitor = null!;

    public async Task InitializeAsync()
    {
        _app = await PinnokioApp.StartAsync(onSockets: true, waitUntilReady: false);
        _visitor = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = _app.Client.BaseAddress };
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public void Dispose() => _visitor.Dispose();

    [Theory]
    [InlineData("/console/", "text/html; charset=utf-8")]
    [InlineData("/console/index.html", "text/html; charset=utf-8")]
    [InlineData("/console/console.css", "text/css; charset=utf-8")]
    [InlineData("/console/console.js", "text/javascript; charset=utf-8")]
    [InlineData("/console/icon.svg", "image/svg+xml")]
    public async Task ServesItsPagesToAnybody(string path, string type)
    {
        using var response = await _visitor.GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe(type);
        (await response.Content.ReadAsByteArrayAsync()).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task ForbidsWhateverThePagesDoNotNeed()
    {
        using var response = await _visitor.GetAsync("/console/");

        Header(response, "Content-Security-Policy")
            .Split("; ")
            .ShouldBe(
                [
                    "default-src 'none'",
                    "script-src 'self'",
                    "style-src 'self'",
                    "img-src 'self'",
                    "connect-src 'self'",
                    "form-action 'none'",
                    "base-uri 'none'",
                    "frame-ancestors 'none'",
                ],
                ignoreOrder: true
            );
        Header(response, "X-Content-Type-Options").ShouldBe("nosniff");
        Header(response, "Referrer-Policy").ShouldBe("no-referrer");
    }

    [Fact]
    public async Task HoldsNoInlineScriptNorStyle()
    {
        var page = await _visitor.GetStringAsync("/console/");

        page.ShouldNotContain("<style");
        page.ShouldNotContain("style=");
        page.ShouldNotMatch("<script(?![^>]* src=)");
        page.ShouldNotMatch(@"\son[a-z]+=");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/console")]
    public async Task LeadsVisitorsToTheConsole(string path)
    {
        using var response = await _visitor.GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        response.Headers.Location!.ToString().ShouldBe("/console/");
    }

    [Theory]
    [InlineData("/console/none.js")]
    [InlineData("/console/..%2fappsettings.json")]
    [InlineData("/console/%2e%2e/Pinnokio.Api.dll")]
    [InlineData("/console/Console.js")]
    [InlineData("/wwwroot/console/index.html")]
    public async Task ServesNothingElse(string path)
    {
        using var response = await _visitor.GetAsync(new Uri(_visitor.BaseAddress + path[1..]));

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync()).ShouldContain("NOT_FOUND");
    }

    [Fact]
    public async Task SendsAFileOnce_WhileItStaysTheSame()
    {
        using var first = await _visitor.GetAsync("/console/console.css");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/console/console.css");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await _visitor.SendAsync(again);

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await second.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task TakesNothingButReads()
    {
        using var response = await _visitor.PostAsync("/console/", new StringContent(""));

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();
}
