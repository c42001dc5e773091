using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Pinnokio.Support;

/// <summary>A call as the stub jobber received it.</summary>
public sealed record JobberCall(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Text)
{
    public JsonElement Body => JsonElement.Parse(Text);

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

/// <summary>
/// An HR jobber on a real server: it records each call, and answers what the test says. Unless told otherwise it accepts work, is well, and knows of no
/// job and no payslip.
/// </summary>
public sealed class StubJobber : IAsyncDisposable
{
    public const string Key = "jobber-key-0123456789";

    private readonly WebApplication _server;
    private readonly ConcurrentQueue<JobberCall> _calls = new();
    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> _answers = new();

    private StubJobber(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, at => at.Protocols = HttpProtocols.Http1));
        _server = builder.Build();
        _server.Run(HandleAsync);
        Answer("/api/payroll/calculate", 202);
        Answer("/api/payroll/batch", 202);
        Answer("/api/payroll/pdf/generate", 202);
        Answer("/health", 200, """{"status":"ok","version":"9.9"}""");
    }

    public string Url => _server.Urls.Single();

    public IReadOnlyList<JobberCall> Calls => [.. _calls];

    /// <summary>The work it was given, in order.</summary>
    public IReadOnlyList<JobberCall> Orders => [.. _calls.Where(call => call.Method == "POST")];

    public static async Task<StubJobber> StartAsync(int port = 0)
    {
        var jobber = new StubJobber(port);
        await jobber._server.StartAsync();
        return jobber;
    }

    /// <summary>The settings of a replica that has this jobber.</summary>
    public void Configure(IDictionary<string, string> settings)
    {
        settings["HR_JOBBER_URL"] = Url;
        settings["HR_JOBBER_API_KEY"] = Key;
        settings["LISTENERS_URL"] = "https://pinnokio.example";
    }

    /// <summary>From now on a path is answered so. Paths stand as they are called; what stands under one that ends in a slash goes by that one.</summary>
    public void Answer(string path, int status, string body = "{}", string contentType = "application/json", string? retryAfter = null) =>
        AnswerBy(
            path,
            async http =>
            {
                http.Response.StatusCode = status;
                http.Response.ContentType = contentType;
                http.Response.Headers.RetryAfter = retryAfter;
                await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
            }
        );

    /// <summary>The same, by a function; <c>http.Abort()</c> breaks the connection off.</summary>
    public void AnswerBy(string path, Func<HttpContext, Task> answer) => _answers[path] = answer;

    /// <summary>A path whose calls get no answer until the returned source is set.</summary>
    public TaskCompletionSource Hold(string path)
    {
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        AnswerBy(
            path,
            async http =>
            {
                await released.Task.WaitAsync(http.RequestAborted);
                http.Response.StatusCode = StatusCodes.Status202Accepted;
            }
        );
        return released;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task HandleAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        var path = http.Request.Path.Value!;
        var headers = http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _calls.Enqueue(new JobberCall(http.Request.Method, path, http.Request.QueryString.Value!, headers, body));
        if (http.Request.Headers.Authorization != $"Bearer {Key}")
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var answer = _answers.GetValueOrDefault(path) ?? _answers.GetValueOrDefault(path[..(path.LastIndexOf('/') + 1)]);
        if (answer is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await answer(http);
    }
}
