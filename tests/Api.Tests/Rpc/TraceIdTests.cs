using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pinnokio.Api.Errors;
using Pinnokio.Api.Tests.Hr;
using Pinnokio.Application.Common;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Rpc;

/// <summary>Every answer tells the id under which the log knows it, whatever its status.</summary>
[Collection(HrApp.Collection)]
public sealed class TraceIdTests(HrApp hr)
{
    private const string Body = """{"method":"HR.check_connection","trace_id":"mine-1"}""";
    private const string Json = "application/json";
    private const string Made = "^[0-9a-f]{32}$";

    [Theory]
    [InlineData(200, "mine-1", Body)]
    [InlineData(200, "mine-1", """{"method":"HR.no_such_method","trace_id":"mine-1"}""")]
    [InlineData(200, "mine-1", """{"method":"HR.get_company","trace_id":"mine-1"}""")]
    [InlineData(200, Made, """{"method":"HR.check_connection"}""")]
    [InlineData(400, "mine-1", """{"trace_id":"mine-1"}""")]
    [InlineData(400, "mine-1", """{"trace_id":"mine-1","method":"HR.get_company","kwargs":[]}""")]
    [InlineData(400, Made, """{"trace_id":"mine 1"}""")]
    [InlineData(400, Made, "[]")]
    [InlineData(401, Made, Body, "/rpc", "POST", Json, "wrong")]
    [InlineData(404, Made, Body, "/rpc/x")]
    [InlineData(405, Made, Body, "/rpc", "PUT")]
    [InlineData(413, Made, null)]
    [InlineData(415, Made, Body, "/rpc", "POST", "text/plain")]
    public async Task StandsInTheAnswer(
        int status,
        string pattern,
        string? body,
        string path = "/rpc",
        string verb = "POST",
        string type = Json,
        string token = PinnokioApp.Token
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), path)
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
            Content = new StringContent(body ?? new string(' ', 2 << 20), Encoding.UTF8, type),
        };
        using var response = await hr.App.Client.SendAsync(request);
        ((int)response.StatusCode).ShouldBe(status);
        response.Headers.GetValues("X-Trace-Id").Single().ShouldMatch(pattern);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task StandsInWhatAnyEntranceRefuses(int status)
    {
        var http = new DefaultHttpContext { TraceIdentifier = "0HN7:00000001" };
        await HttpErrors.WriteAsync(http, status, AppError.Unavailable("The sample"));
        http.Response.Headers["X-Trace-Id"].ToString().ShouldMatch(Made);
    }

    [Fact]
    public async Task LeadsToTheFault_WhenTheAnswerIs500()
    {
        using var log = new LogCapture();
        await using var app = await PinnokioApp.StartAsync(hr.App.Database, services: s => s.AddSingleton<ILoggerProvider>(log));
        log.OnLine = line => _ = line.Message.Contains("method_not_found") ? throw new InvalidOperationException("broken") : 0;

        var reply = await app.PostAsync("""{"method":"HR.no_such_method","trace_id":"mine-2"}""");

        (reply.Status, reply.Code).ShouldBe((500, "INTERNAL"));
        reply.Headers.GetValues("X-Trace-Id").ShouldBe(["mine-2"]);
        var line = log.Lines.Where(line => line.Level == LogLevel.Error).ShouldHaveSingleItem();
        line.Message.ShouldContain("mine-2");
        line.Fault.ShouldNotBeNull().ShouldContain("broken");
    }
}
